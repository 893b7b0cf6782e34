import { COMPOUNDS, UNITS, type Unit } from './unit-table.ts'
import { breaksAfter, type Word } from './words.ts'
/** The unit a single word stands for, such as the 'ms' glued to '13ms'. */
export function unitOfWord(word: string): Unit | null {
  if (word.length === 1 && !/[hsWJ]/.test(word)) return null // "4H" is a formula
  return UNITS.get(word.toLowerCase()) ?? null
}

export interface UnitPhrase extends Unit {
  last: number // the word the phrase ends with
  head: string // that word, in small letters
  known: boolean // false for a plural noun outside of the vocabulary
  single: boolean // "2 billion example dataset": the head is one thing that holds so many
}

/** The noun phrase behind a number is rarely longer: "4 well-established natural language understanding (NLU) tasks". */
const LONGEST_PHRASE = 7

/**
 * The unit that the words from `first` on stand for, or null when no noun phrase follows.
 * A measure wins at once ("175 billion parameter model"); else the last plural before the phrase ends is its head
 * ("19 dialogue acts"), and only without any plural the last known singular ("2 billion example dataset").
 */
export function unitPhrase(words: Word[], first: number): UnitPhrase | null {
  let found: UnitPhrase | null = null
  let singular: UnitPhrase | null = null
  let coordinated = false // behind "diverse and …" or "open-ended, …", where only a known noun counts
  if (words[first]?.before.includes('(')) return null
  const until = Math.min(words.length, first + LONGEST_PHRASE)
  for (let index = first; index < until; index++) {
    const word = words[index]!
    if (index > first && isAbbreviation(word)) continue
    if (DETERMINERS.has(word.lower) && found?.last === index - 1 && !found.known) return null // "7B peaks the list"
    if (word.lower === 'x' || /^\d/.test(word.text)) break // "20 boxes x 10 steps"
    const adjectives = index > first && !found && !singular && joinsAdjectives(words, index)
    coordinated ||= adjectives
    if (coordinated && word.lower.endsWith('ing')) break // "93 overall, beating models"
    if (adjectives && word.lower === 'and') continue
    const describes = !found && !singular && isParticipleBefore(words, index) // "2,000 annotated samples"
    if (describes) continue
    if (!adjectives && (ENDS_PHRASE.has(word.lower) || (index > first && breaksBefore(words, index)))) break // prettier-ignore
    const compound = COMPOUNDS[`${word.lower} ${words[index + 1]?.lower ?? ''}`]
    if (compound && word.after === '')
      return trained(words, index, {
        ...compound,
        last: index + 1,
        head: words[index + 1]!.lower,
        known: true,
        single: false,
      })
    const unit = WRITTEN_LARGE.has(word.text) ? undefined : unitOfNoun(word.lower)
    const phrase = unit && { ...unit, last: index, head: word.lower, known: true, single: false }
    if (phrase?.unit === 'points' && index > first && isPlace(words[index - 1]!)) {
      found = { ...plural(word, index), unit: `${words[index - 1]!.lower} points` }
      continue
    }
    if (phrase?.role === 'measure' && !isAttribute(words, index)) {
      return followedByCompound(words, index) ?? phrase
    }
    if (phrase?.role === 'measure') continue
    if (phrase && /[^ui]s$|^(?:corpora|data|children|people)$/.test(word.lower))
      found = trained(words, index, phrase)
    else if (phrase)
      singular = {
        ...(singular && HOLDERS.has(word.lower) ? singular : phrase),
        last: index,
        single: true,
      }
    else if (PLURAL.test(word.text) && !coordinated) found = plural(word, index)
  }
  return found ?? singular
}

/** "1,548 diverse and high-quality samples", "1,200 open-ended, hard problems": the phrase goes on behind its adjectives. */
function joinsAdjectives(words: Word[], index: number): boolean {
  const [previous, word, next] = [words[index - 1]!, words[index]!, words[index + 1]]
  if (/^\d/.test(word.text) || !ADJECTIVE.test(previous.lower)) return false
  if (word.lower === 'and') return previous.after === '' && next !== undefined && !/^\d/.test(next.text) // prettier-ignore
  return previous.after === ',' && !ENDS_PHRASE.has(word.lower)
}

const ADJECTIVE =
  /-|(?:al|ed|ent|ant|ive|ous|ful|ic|able|ible|ary|ese|ish|less|rse|lex|open|real|new|hard|long|short|large|small|high)$/

/** "13 space points", "40 collocation points": places are counted, and no score has so many. */
const isPlace = ({ lower, text }: Word) =>
  text === lower &&
  /^(?:space|grid|sampl\w+|collocation|quadrature|mesh|measure\w*|key|change|end|way|entry|check|touch|view)$/.test(
    lower,
  )

/** Of "images annotated by experts" nothing more is counted; "annotated images" are images. */
function isParticipleBefore(words: Word[], index: number): boolean {
  if (!/^(?:collected|annotated|extracted|released)$/.test(words[index]!.lower) || words[index]!.after !== '') return false // prettier-ignore
  return !ENDS_PHRASE.has(words[index + 1]?.lower ?? 'by')
}

/** "two core contributions": a singular in front of another noun only describes it. Parameters and tokens never do. */
function isAttribute(words: Word[], index: number): boolean {
  const [word, next] = [words[index]!, words[index + 1]]
  if (
    !ATTRIBUTES.has(word.lower) ||
    gains(words, index) ||
    !next ||
    word.after !== '' ||
    next.before !== ''
  )
    return false
  return !ENDS_PHRASE.has(next.lower) && !COMPOUNDS[`${word.lower} ${next.lower}`]
}

/** "a 2.5 point improvement": here the singular is the unit. */
export function gains(words: Word[], index: number): boolean {
  if (words[index]!.lower !== 'point') return false
  return words.slice(index + 1, index + 3).some(({ lower }) => GAINS.test(lower))
}

const GAINS =
  /^(?:improvement|gain|increase|lead|margin|advantage|drop|reduction|boost|difference|gap)s?$/

/** Singulars that more than one never counts: "20 countries point at …". */
export const SINGULARS = new Set(
  'core node chip second minute point word month year week day hour'.split(' '),
)

const ATTRIBUTES = new Set(
  'core node chip second minute point word month year week day hour min sec'.split(' '),
)

/** Singular things that hold many: their number is that of the noun in front. */
const HOLDERS = new Set(['dataset', 'corpus', 'benchmark', 'collection', 'suite'])

/** Ordinary words in small letters: "five map sheets" are no mAP. */
const WRITTEN_LARGE = new Set(['map', 'elo', 'w', 'rouge'])

/** "training data points" and "training samples" are the same thing. */
function trained(words: Word[], index: number, phrase: UnitPhrase): UnitPhrase {
  const training = phrase.unit === 'samples' && words[index - 1]?.lower === 'training'
  return training ? { ...phrase, unit: 'training samples' } : phrase
}

function plural(word: Word, last: number): UnitPhrase {
  return { unit: word.lower, role: 'content', last, head: word.lower, known: false, single: false }
}

/** The last part of "tasks/modalities" and "code-tasks" counts; rates such as "mm/s" and "points/year" are no unit here. */
function unitOfNoun(lower: string): Unit | undefined {
  const whole = UNITS.get(lower)
  if (whole) return whole
  const slash = lower.slice(lower.lastIndexOf('/') + 1)
  const part = lower.slice(Math.max(lower.lastIndexOf('/'), lower.lastIndexOf('-')) + 1)
  const unit = part.length >= SHORTEST_PART ? UNITS.get(part) : undefined
  return unit?.role === 'measure' && slash !== lower ? undefined : unit
}

const SHORTEST_PART = 3

/** "GPU" is a measure, but in "H800 GPU hours" the hours are. */
function followedByCompound(words: Word[], index: number): UnitPhrase | null {
  const next = words[index + 1]
  if (!next || words[index]!.after !== '') return null
  const generic = words[index]!.lower.replace(/^[ahv]\d{3}s?$/, 'gpu')
  const compound = COMPOUNDS[`${generic} ${next.lower}`]
  return compound
    ? { ...compound, last: index + 1, head: next.lower, known: true, single: false }
    : null
}

function breaksBefore(words: Word[], index: number): boolean {
  const previous = words[index - 1]!
  if (isAbbreviation(previous)) return false
  return breaksAfter(previous) || words[index]!.before.includes('(')
}

/** "language understanding (NLU) tasks" is one phrase. */
const isAbbreviation = (word: Word) =>
  word.before === '(' && word.after === ')' && /^[A-Z]{2,}s?$/.test(word.text)

const PLURAL = /^[a-zA-Z-]{2,}[a-hj-rtv-z]s$/

/** What follows a verb, never a plural noun. */
const DETERMINERS = new Set(['a', 'an', 'the', 'its', 'their', 'our', 'this', 'these'])

const ENDS_PHRASE = new Set(
  `a an the of in on for with and or to from by that which who whose is are was were be than per at as into over
  under across while using when where has have had can may will would could its their our we it this these those
  compared respectively each via after before between within without during against not but if then more less
  fewer only better worse higher lower faster slower larger smaller cheaper longer about up such like e.g i.e
  achieve achieves achieved show shows reveal reveals require requires demonstrate demonstrates outperform outperforms
  improve improves reach reaches perform performs exhibit exhibits yield yields use uses contain contains include
  includes provide provides indicate indicates suggest suggests reduce reduces enable enables produce produces need
  needs make makes take takes give gives generate generates remain remains peaks surpass surpasses surpassing spanning
  covering including containing consisting comprising collected annotated drawn taken extracted released together also
  out there so both all some without each respectively lags converges supports allows helps becomes gets`.split(
    /\s+/,
  ),
)
