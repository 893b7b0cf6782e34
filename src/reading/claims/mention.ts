import { quantityAt, times, type Quantity } from '../numbers.ts'
import { COMPARED_BEFORE, modifierBefore } from './modifier.ts'
import { unitOfWord, unitPhrase, type UnitPhrase, type UnitRole } from '../units.ts'
import { breaksAfter, type Word } from '../words.ts'

/** A number in a sentence with the unit it is counted in, before anyone asked whose it is. */
export interface Mention extends Quantity {
  start: number // the word where its modifier begins: 'up' of "up to 60%"
  end: number // the word its unit ends with
  unit: string // '' when the text names none
  role: UnitRole | 'score'
  known: boolean // the unit is in the vocabulary
  head: string // the noun of the unit, in small letters, '' for a bare sign
  from?: Quantity // where a change started: the 18.6% of "from 18.6% to 81.7%"
}

/** All numbers of a sentence, left to right, ranges merged and shared units handed down. */
export function mentionsOf(words: Word[]): Mention[] {
  const mentions: Mention[] = []
  for (let index = 0; index < words.length; index++) {
    const quantity = quantityAt(words, index)
    if (!quantity) continue
    const mention = withUnit(words, quantity)
    if (mention) {
      mentions.push(mention)
      index = Math.max(mention.last, mention.sign === '%' ? mention.end : 0)
    }
  }
  shareUnits(words, mentions)
  return joined(words, mentions)
}

function withUnit(words: Word[], quantity: Quantity): Mention | null {
  const bare = { unit: '', role: 'score' as const, known: false, head: '', end: quantity.last }
  const before = modifierBefore(words, quantity.first)
  const modifier = quantity.modifier ?? before.modifier
  const mention: Mention = { ...quantity, ...bare, start: before.start }
  if (modifier) mention.modifier = modifier

  if (quantity.suffix) return withSuffix(words, mention)
  if (quantity.sign === 'USD') return { ...mention, unit: 'USD', role: 'measure', known: true }
  if (quantity.sign === '' && spread(words, quantity))
    return {
      ...mention,
      unit: '%',
      sign: '%',
      role: 'measure',
      known: true,
      end: quantity.last + 2,
    }
  let phrase = openEnded(words[quantity.last]!) ? unitPhrase(words, quantity.last + 1) : null
  if (quantity.sign) {
    const points = quantity.sign === '%' && phrase?.unit === 'points'
    return {
      ...mention,
      unit: points ? 'percentage points' : quantity.sign,
      role: 'measure',
      known: true,
    }
  }
  const model =
    sizesModels(quantity) && openEnded(words[quantity.last]!)
      ? modelNoun(words, quantity.last + 1)
      : 0
  if (model > 0)
    return {
      ...mention,
      unit: 'parameters',
      role: 'measure',
      known: true,
      head: words[model]!.lower,
      end: model,
    }
  if (!phrase) return bareSize(words, mention)
  if (phrase.single && phrase.role !== 'measure') phrase = held(words, mention, phrase)
  if (!phrase) return null
  return {
    ...mention,
    unit: phrase.unit,
    role: phrase.role,
    known: phrase.known,
    head: phrase.head,
    end: phrase.last,
  }
}

/** "92.67 +/- 0.73%": the sign behind the spread is that of the value too. */
function spread(words: Word[], { last }: Quantity): boolean {
  return (
    /^(?:\+\/-|±|\\pm|\$\\pm\$)$/.test(words[last + 1]?.text ?? '') &&
    /^\$?[\d.]+\\?%\$?$/.test(words[last + 2]?.text ?? '')
  )
}

/** '70B-parameter', '13ms', '94-th percentile', '3-fold'. Null for '7-step', '4-bit', '3D': labels and structure. */
function withSuffix(words: Word[], mention: Mention): Mention | null {
  const suffix = mention.suffix.toLowerCase()
  const next = words[mention.last + 1]?.lower
  if (/^(?:st|nd|rd|th)$/.test(suffix)) {
    if (next !== 'percentile') return null
    return { ...mention, unit: 'percentile', role: 'measure', known: true, end: mention.last + 1 }
  }
  if (suffix === 'fold')
    return next?.startsWith('cross')
      ? null
      : { ...mention, sign: 'x', unit: 'x', role: 'measure', known: true }
  const compound =
    suffix === 'gpu' && next === 'hours' ? { unit: 'GPU hours', role: 'measure' as const } : null
  const unit = compound ?? unitOfWord(mention.suffix)
  if (!unit || unit.role !== 'measure') return null
  const hyphen = words[mention.last]!.text.toLowerCase().includes(`-${suffix}`)
  if (hyphen && !compound && !/^(?:parameters?|tokens?|points?|words?)$/.test(suffix)) return null
  if (suffix === 'point' && /^(?:scale|likert|cloud|rating)$/.test(next ?? '')) return null
  if (unit.unit === 'TB' && next === 'tokens') {
    return {
      ...mention,
      value: times(mention.value, 1e12),
      unit: 'tokens',
      role: 'measure',
      known: true,
      end: mention.last + 1,
    }
  }
  return { ...mention, ...unit, known: true, end: mention.last + (compound ? 1 : 0) }
}

/** What a singular noun behind a number holds: tokens for "a 100B corpus", samples for "a 200K dataset"; else nothing. */
function held(words: Word[], mention: Mention, phrase: UnitPhrase): UnitPhrase | null {
  if (maximum(mention) === 1) return phrase
  const holder = words[phrase.last]!.lower
  if (/^(?:corpus|dataset|benchmark|collection|suite)$/.test(holder)) {
    if (phrase.head !== holder && phrase.role === 'content') return { ...phrase, single: false }
    if (holder === 'corpus' && maximum(mention) >= 1e9)
      return { ...phrase, unit: 'tokens', role: 'measure' }
    if (mention.scale && holder !== 'benchmark')
      return { ...phrase, unit: 'samples', role: 'content' }
  }
  return null
}

const NEAR = 4

/** "up to the size of 66B", "T5 variants (11B)", "a 256K context": the words around a bare size say of what. */
function bareSize(words: Word[], mention: Mention): Mention {
  if (mention.scale !== 'letter') return mention
  const around = words.slice(Math.max(0, mention.first - NEAR), mention.first)
  const letter = words[mention.last]!.text.replace(/[${}]/g, '').at(-1)
  const known = { role: 'measure' as const, known: true }
  const sized =
    around.some(({ lower }) => SIZE.test(lower)) ||
    MODEL_NOUNS.has(words[mention.start - 1]?.lower ?? '')
  if (letter === 'B' && sized) return { ...mention, ...known, unit: 'parameters' }
  const context = [...around, ...words.slice(mention.last + 1, mention.last + 3)]
  if (letter === 'K' && context.some(({ lower }) => lower === 'context'))
    return { ...mention, ...known, unit: 'tokens' }
  return mention
}

const SIZE = /^(?:sizes?|scales?|parameters?|ranging)$/

/** The model noun that ends the phrase from `first` on, or 0. */
function modelNoun(words: Word[], first: number): number {
  for (let index = first; index < Math.min(words.length, first + NEAR); index++) {
    const word = words[index]!
    if (index > first && breaksAfter(words[index - 1]!)) return 0
    if (MODEL_NOUNS.has(word.lower)) return index
    if (
      /^(?:of|in|on|for|with|and|or|to|tokens?|parameters?|corpus|dataset|data)$/.test(word.lower)
    )
      return 0
  }
  return 0
}

/** 175B models have 175e9 parameters; 3,700 models are models; so are "two million models". */
const sizesModels = (quantity: Quantity) =>
  quantity.scale === 'letter' || (quantity.scale === 'word' && maximum(quantity) >= 1e9)

const MODEL_NOUNS = new Set(
  'model models llm llms mllm mllms lvlm lvlms vlm vlms lmm plm plms variant variants network networks transformer transformers scale checkpoint checkpoints backbone moe version versions'.split(
    ' ',
  ),
)

export const maximum = ({ value }: { value: number | [number, number] }) =>
  typeof value === 'number' ? value : value[1]

const openEnded = (word: Word) => !breaksAfter(word)

/** "8B and 4B models", "For 22, 175 and 1,000 samples": what stands in line shares the unit of the last. */
function shareUnits(words: Word[], mentions: Mention[]): void {
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
    if (!inLine || (next.sign === 'USD' && mention.scale !== next.scale)) continue
    Object.assign(mention, { unit: next.unit, role: next.role, known: next.known, head: next.head })
    if (!mention.sign) mention.sign = next.sign
  }
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
function joined(words: Word[], mentions: Mention[]): Mention[] {
  const result: Mention[] = []
  for (const mention of mentions) {
    const previous = result.at(-1)
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
  if (words[low.end]!.after !== '' && words[low.end]!.after !== '$') return false
  const join = words[low.end + 1]?.lower
  const modifiers = high.start - low.end
  if (modifiers !== 2) return false
  return join === 'to' || (join === 'and' && words[low.start - 1]?.lower === 'between')
}

function merge(words: Word[], low: Mention, high: Mention): Mention {
  const before = words[low.start - 1]?.lower
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
  const [a, b] = [low.value as number, high.value as number]
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
