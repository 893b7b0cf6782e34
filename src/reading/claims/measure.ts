import { placeOf, withoutPlace } from './where.ts'
import { breaksAfter, type Word } from '../words.ts'

const WITHIN = 12 // words in front of the number
const LONGEST = 4 // words of the measure

/**
 * The nearest noun of measure in front of the number in its clause, with the words that belong to it: "the overall
 * failure rate has reduced from 1.4% to 0.2%", "latency varies by 60%", "an ASR up to 30%"; '' without one. A time is
 * only what a measure of time is said to be: "with little memory in 8 hours" measures no memory.
 */
export function measureBefore(words: Word[], start: number, unit: string): string {
  const measures = TIMES.has(unit) ? TIMED : MEASURES
  for (let index = start - 1; index >= Math.max(0, start - WITHIN); index--) {
    const word = words[index]!
    if (breaksAfter(word) || JOINS.test(word.lower) || /^\D?\d/.test(word.text)) return ''
    if (isShort(words, index) && unit === '%') return word.text
    if (!measures.test(word.lower) || THINGS.test(words[index + 1]!.lower)) continue
    let first = index
    while (index - first < LONGEST - 1 && belongs(words[first - 1])) first--
    return nounsOf(words.slice(first, index + 1))
  }
  return ''
}

/** "achieves ASR up to 30%", "with MAPE ranging from 9% to 20%" */
const isShort = (words: Word[], index: number) =>
  /^[A-Z]{3,6}$/.test(words[index]!.text) &&
  GETS.test(words[index - 1]?.lower ?? '') &&
  /^(?:ranging|of|from|between|up|at|\D?\d.*)$/.test(words[index + 1]?.lower ?? '')

const GETS = /^(?:(?:achiev|reach|yield|attain|obtain)\w*|with|and)$/
const JOINS = /^(?:and|or|while|with|but|that|which|than)$/

/** "memory systems achieve 30%": the measure only says which things. */
const THINGS =
  /^(?:systems?|models?|methods?|approach(?:es)?|agents?|networks?|modules?|mechanisms?|benchmarks?|tasks?|management)$/

const TIMES = new Set('ms seconds minutes hours days weeks months years FPS Hz'.split(' '))
const TIMED = /^(?:latency|runtime|overhead|delay|speed)$/
const MEASURES =
  /^(?:rates?|latency|accuracy|accuracies|errors?|costs?|performance|memory|throughput|consumption|usage|speed|speed-?ups?|scores?|loss|overhead|recall|precision|runtime|coverage|agreement|correlation|similarity|efficiency|bandwidth|footprint|productivity)$/

/** A plain word that may stand in front of its noun: no article, no preposition, no verb, no praise. */
function belongs(word: Word | undefined): boolean {
  return word !== undefined && /^[a-z-]+$/.test(word.text) && !breaksAfter(word) && !APART.test(word.lower) // prettier-ignore
}

const APART =
  /^(?:an?|the|of|in|on|for|to|by|from|at|as|its|our|their|this|these|and|or|with|we|it|has|have|had|is|are|was|were|can|could|also|both|all|but|yet|when|while|only|even|substantial|significant|high|low|good|strong|better|additional|superior|further|\w+(?:es|ing|ed|ly)|(?:achiev|reach|yield|attain|obtain|improv|reduc|increas|decreas|show|report|boost|cut|maintain|keep|get)\w*)$/

/** The words as one phrase, without what leads to it ("of the accuracy") and without where and how it was found. */
export function nounsOf(words: Word[]): string {
  const lead = words.findIndex(({ lower }) => !LEADS.test(lower))
  const first = words.findIndex(({ lower }, index) => index >= lead && !PRAISE.test(lower))
  const nouns =
    lead < 0 || first < 0 ? [] : withoutPlace(words.slice(first).map(({ text }) => text))
  if (placeOf(nouns) === 'bare') return '' // "decreased in average by 20%"
  while (/^[a-z]+ly$/.test(nouns.at(-1) ?? '')) nouns.pop()
  return nouns.join(' ')
}

const PRAISE =
  /^(?:even|new|sota|state-of-the-art|larger|significant|substantial|notable|remarkable|impressive|consistent|considerable|competitive)$/

const LEADS = /^(?:the|an?|its|their|our|this|these|those|such|of|in|it|them)$/
