import { quantityAt, type Quantity } from '../numbers.ts'
import { COMPARED_BEFORE, modifierBefore } from './modifier.ts'
import { unitOfWord, unitPhrase, type UnitRole } from '../units.ts'
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
      index = mention.last
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
  const phrase = openEnded(words[quantity.last]!) ? unitPhrase(words, quantity.last + 1) : null
  if (quantity.sign) {
    const points = quantity.sign === '%' && phrase?.unit === 'points'
    return { ...mention, unit: points ? 'percentage points' : quantity.sign, role: 'measure', known: true }
  }
  if (!phrase) return mention
  if (MODEL_NOUNS.has(phrase.head) && sizesModels(quantity)) {
    return { ...mention, unit: 'parameters', role: 'measure', known: true, head: phrase.head, end: phrase.last }
  }
  return { ...mention, unit: phrase.unit, role: phrase.role, known: phrase.known, head: phrase.head, end: phrase.last }
}

/** '70B-parameter', '13ms', '94-th percentile', '3-fold'. Null for '7-step', '4-bit', '3D': labels and structure. */
function withSuffix(words: Word[], mention: Mention): Mention | null {
  const suffix = mention.suffix.toLowerCase()
  const next = words[mention.last + 1]?.lower
  if (/^(?:st|nd|rd|th)$/.test(suffix)) {
    if (next !== 'percentile') return null
    return { ...mention, unit: 'percentile', role: 'measure', known: true, end: mention.last + 1 }
  }
  if (suffix === 'fold') return next?.startsWith('cross') ? null : { ...mention, sign: 'x', unit: 'x', role: 'measure', known: true }
  const compound = suffix === 'gpu' && next === 'hours' ? { unit: 'GPU hours', role: 'measure' as const } : null
  const unit = compound ?? unitOfWord(mention.suffix)
  if (!unit || unit.role !== 'measure') return null
  return { ...mention, ...unit, known: true, end: mention.last + (compound ? 1 : 0) }
}

/** 175B models have 175e9 parameters; 3,700 models are models; so are "two million models". */
const sizesModels = (quantity: Quantity) => quantity.scale === 'letter' || (quantity.scale === 'word' && maximum(quantity) >= 1e9)

const MODEL_NOUNS = new Set(
  'model models llm llms mllm mllms lvlm lvlms vlm vlms lmm plm plms variant variants network networks transformer transformers scale checkpoint checkpoints backbone moe version versions'.split(' '),
)

export const maximum = ({ value }: { value: number | [number, number] }) => (typeof value === 'number' ? value : value[1])

const openEnded = (word: Word) => !breaksAfter(word)

/** "8B and 4B models", "For 22, 175 and 1,000 samples": what stands in line shares the unit of the last. */
function shareUnits(words: Word[], mentions: Mention[]): void {
  for (let index = mentions.length - 2; index >= 0; index--) {
    const [mention, next] = [mentions[index]!, mentions[index + 1]!]
    if (mention.unit !== '' || next.unit === '' || next.spelled) continue
    const between = words.slice(mention.last + 1, next.start).map(({ lower }) => lower)
    const inLine = between.length === 0 ? words[mention.last]!.after === ',' : between.length === 1 && JOINS.has(between[0]!)
    if (!inLine || (next.sign === 'USD' && mention.scale !== next.scale)) continue
    Object.assign(mention, { unit: next.unit, role: next.role, known: next.known, head: next.head })
    if (!mention.sign) mention.sign = next.sign
  }
}

const JOINS = new Set(['and', 'or', 'to', 'and,', '&'])

/** Two numbers around "to" or "and" are a range, or a change from the first to the second. */
function joined(words: Word[], mentions: Mention[]): Mention[] {
  const result: Mention[] = []
  for (const mention of mentions) {
    const previous = result.at(-1)
    if (previous && spans(words, previous, mention)) {
      result.pop()
      result.push(merge(words, previous, mention))
    } else result.push(mention)
  }
  return result
}

function spans(words: Word[], low: Mention, high: Mention): boolean {
  if (low.unit !== high.unit || low.unit === '' || typeof low.value !== 'number' || typeof high.value !== 'number') return false
  if (words[low.end]!.after !== '' && words[low.end]!.after !== '$') return false
  const join = words[low.end + 1]?.lower
  const modifiers = high.start - low.end
  if (modifiers !== 2) return false
  return join === 'to' || (join === 'and' && words[low.start - 1]?.lower === 'between')
}

function merge(words: Word[], low: Mention, high: Mention): Mention {
  const before = words[low.start - 1]?.lower
  const ranges = before !== 'from' || words.slice(Math.max(0, low.start - 4), low.start - 1).some(({ lower }) => RANGES.test(lower))
  const changes = !ranges && (high.unit === '%' || changesBefore(words, low.start) || maximum(low) > maximum(high))
  if (changes) return { ...high, start: low.start, from: low }
  const [a, b] = [low.value as number, high.value as number]
  return { ...high, first: low.first, start: low.start, value: a < b ? [a, b] : [b, a] }
}

const RANGES = /^(?:rang\w+|var(?:y|ies|ying)|span\w*|sizes?|lengths?|differ\w*|extend\w*|anywhere)$/

const CHANGES_WITHIN = 8

function changesBefore(words: Word[], index: number): boolean {
  return words.slice(Math.max(0, index - CHANGES_WITHIN), index).some(({ lower }) => COMPARED_BEFORE.test(lower))
}
