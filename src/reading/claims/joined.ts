import type { Mention } from './mention.ts'
import { COMPARED_BEFORE } from './modifier.ts'
import { maximum } from '../numeral.ts'
import type { Word } from '../words.ts'

/** "8B and 4B models", "For 22, 175 and 1,000 samples": what stands in line shares the unit of the last. */
export function shareUnits(words: Word[], mentions: Mention[]): void {
  for (let index = mentions.length - 2; index >= 0; index--) {
    const [mention, next] = [mentions[index]!, mentions[index + 1]!]
    if (mention.unit !== '' || next.unit === '' || next.spelled || isNumbered(words, mention))
      continue
    if (next.unit === '%' && words[mention.last]!.after.includes(',')) continue // "a Game of 24, 20% of which"
    const between = words.slice(mention.last + 1, next.start).map(({ lower }) => lower)
    const inLine =
      between.length === 0
        ? words[mention.last]!.after === ','
        : between.length === 1 && JOINS.has(between[0]!)
    if (mention.scale === 'letter' && next.scale !== 'letter' && between.length === 0) continue // "at 1.5B, 5 seeds each"
    if (!inLine || (next.sign === 'USD' && mention.scale !== next.scale)) continue
    Object.assign(mention, { unit: next.unit, role: next.role, known: next.known, head: next.head })
    if (!mention.sign) mention.sign = next.sign
  }
  for (let index = 1; index < mentions.length; index++) {
    const [low, high] = [mentions[index - 1]!, mentions[index]!] // "context lengths from 256K to 2048K"
    const inRange = high.start === low.end + 2 && words[low.end + 1]!.lower === 'to'
    const handsOn = inRange ? low.scale === high.scale : gainsToo(words, low, high)
    if (handsOn && low.unit !== '' && high.unit === '') {
      Object.assign(high, { unit: low.unit, role: low.role, known: low.known, head: low.head })
    }
  }
}

/** "by 6 points on Roads and 4.3 on Trails": both are points, told by the same preposition behind them. */
function gainsToo(words: Word[], low: Mention, high: Mention): boolean {
  if (!low.unit.endsWith('points') || words[high.start - 1]?.lower !== 'and') return false
  const on = words[low.end + 1]?.lower ?? ''
  return /^(?:on|in|for)$/.test(on) && words[high.last + 1]?.lower === on
}

/** "MATH 500, 94-th percentile": a number behind a name belongs to it. */
function isNumbered(words: Word[], { first }: Mention): boolean {
  const before = words[first - 1]
  return (
    before !== undefined &&
    before.after === '' &&
    first > 1 &&
    /^[A-Z][A-Za-z]+$/.test(before.text) &&
    before.text !== 'In'
  )
}

const JOINS = new Set(['and', 'or', 'to', 'and,', '&'])

/** Two numbers around "to" or "and" are a range, or a change from the first to the second. */
export function joined(words: Word[], mentions: Mention[]): Mention[] {
  const result: Mention[] = []
  for (const mention of mentions) {
    const previous = result.at(-1)
    if (previous && startedAt(words, previous, mention)) {
      previous.from = mention
      continue
    }
    if (previous && changedTo(words, previous, mention)) {
      result.pop()
      result.push({ ...mention, from: previous })
      continue
    }
    const dash = previous ? dashed(words, previous, mention) : null
    if (previous && dash) {
      result.pop()
      result.push({ ...mention, value: dash, first: previous.first, start: previous.start })
      continue
    }
    if (previous && outOf(words, previous, mention)) {
      Object.assign(previous, {
        unit: mention.unit,
        role: mention.role,
        known: mention.known,
        head: mention.head,
        end: mention.end,
      })
      continue
    }
    if (previous && spans(words, previous, mention)) {
      result.pop()
      result.push(merge(words, previous, mention))
    } else result.push(mention)
  }
  return result
}

/** "reaches 57% (from 41%)": the second is where the first started. */
function startedAt(words: Word[], end: Mention, start: Mention): boolean {
  const from = words[start.start - 1]
  return (
    end.unit === start.unit &&
    from !== undefined &&
    from.lower === 'from' &&
    from.before.includes('(')
  )
}

/** "from 45% in short to 72% in long talks": words may stand between both ends of a change. */
function changedTo(words: Word[], start: Mention, end: Mention): boolean {
  const gap = end.start - start.end
  if (start.unit !== '%' || end.unit !== '%' || gap < 3 || gap > LONGEST_CHANGE) return false
  return words[start.start - 1]?.lower === 'from' && words[end.start - 1]!.lower === 'to'
}

const LONGEST_CHANGE = 8 // words between

/** "20 out of the 21 domains" claims twenty domains. */
function outOf(words: Word[], part: Mention, whole: Mention): boolean {
  const between = words.slice(part.last + 1, whole.start).map(({ lower }) => lower)
  return (
    part.unit === '' &&
    whole.unit !== '' &&
    between[0] === 'out' &&
    between[1] === 'of' &&
    between.length <= 3
  )
}

function spans(words: Word[], low: Mention, high: Mention): boolean {
  const points = low.unit === '%' && high.unit === 'percentage points'
  if (
    (low.unit !== high.unit && !points) ||
    low.unit === '' ||
    typeof low.value !== 'number' ||
    typeof high.value !== 'number'
  )
    return false
  const tied =
    high.start === low.end + 1 &&
    words[high.start]!.text.startsWith('~') &&
    words[high.start]!.start === words[low.end]!.end
  if (tied) return true // "2.0x~3.8x"
  if (words[low.end]!.after !== '' && words[low.end]!.after !== '$') return false
  const join = words[low.end + 1]?.lower
  const modifiers = high.start - low.end
  if (modifiers !== 2) return false
  return (
    join === 'to' ||
    /^\$?\\(?:to|rightarrow)\$?$/.test(join ?? '') ||
    (join === 'and' && words[low.start - 1]?.lower === 'between')
  )
}

function merge(words: Word[], low: Mention, high: Mention): Mention {
  const before = words[low.start - 1]?.lower
  if (before === 'by' && minimum(low) < maximum(high)) {
    // "reduce costs by 10% to 15%"
    return { ...high, first: low.first, start: low.start, value: [minimum(low), maximum(high)] }
  }
  const ranges =
    before !== 'from' ||
    words.slice(Math.max(0, low.start - 4), low.start - 1).some(({ lower }) => RANGES.test(lower))
  const alone = words[low.start]!.before.includes('(') && words[high.end]!.after.includes(')') // "both tasks (14% to 47%)"
  const percent =
    high.unit === '%' && (before === 'from' || alone || changesBefore(words, low.start))
  const changes =
    !(ranges && before === 'from') &&
    (percent || (!ranges && changesBefore(words, low.start)) || maximum(low) > maximum(high))
  if (changes) return { ...high, start: low.start, from: low }
  const below = /^[-−–]\d/.test(words[low.first]!.text) && !/^[-−–]/.test(words[high.first]!.text) // "-12% to 5%"
  const [a, b] = [below ? -minimum(low) : minimum(low), maximum(high)]
  return { ...high, first: low.first, start: low.start, value: a < b ? [a, b] : [b, a] }
}

const RANGES =
  /^(?:rang\w+|var(?:y|ies|ying)|span\w*|sizes?|lengths?|differ\w*|extend\w*|anywhere)$/

const CHANGES_WITHIN = 8

function changesBefore(words: Word[], index: number): boolean {
  return words
    .slice(Math.max(0, index - CHANGES_WITHIN), index)
    .some(({ lower }) => COMPARED_BEFORE.test(lower))
}

const minimum = ({ value }: Mention) => (typeof value === 'number' ? value : value[0])

/** "ranging from 29% - 36%": a dash that stands alone. Both ends have the unit, and the second is larger. */
function dashed(words: Word[], low: Mention, high: Mention): [number, number] | null {
  const apart = high.start === low.end + 1 && low.unit === high.unit
  const { text, after } = words[low.end]!
  if (!apart || !/^[\\%$}]*\s*(?:-|–|--)$/.test(after || /[%\d](?:-|–)$/.exec(text)?.[0].slice(1) || '')) return null // prettier-ignore
  if (typeof low.value !== 'number' || typeof high.value !== 'number') return null
  return low.value < high.value ? [low.value, high.value] : null
}
