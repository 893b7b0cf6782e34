import type { System } from '../finding.ts'
import type { Mention } from './mention.ts'
import { maximum } from '../numeral.ts'
import type { Word } from '../words.ts'

/** Units of time: what takes or lasts so long. */
export const TIME = /^(?:hours|days|weeks|months|years|minutes)$/

/** Counts up to here are the usual few things an experiment is made of. */
const FEW = 12

/** 0 for what is no claim: names, years, labels, structure; below SHOWN_FROM for what few want to see. */
export function confidenceOf(words: Word[], mention: Mention, systems: System[]): number {
  if (isYear(words, mention) || isLabel(words, mention) || inName(words, mention, systems)) return 0
  if (isInterval(words, mention) || isProduct(words, mention) || isAge(words, mention)) return 0
  if (isMoment(words, mention) || isRepeated(words, mention)) return 0
  if (isSetting(words, mention)) return 0.4
  if (mention.role === 'part') return maximum(mention) > FEW && !mention.spelled ? 0.6 : 0
  if (mention.role === 'score') return 0.7
  if (mention.unit === 'parameters' && maximum(mention) < 1000) return 0 // "two key parameters"
  if (mention.spelled && !mention.modifier && TIME.test(mention.unit))
    return words[mention.start - 1]?.lower === 'every' ? 0.6 : 0.45
  if (mention.role === 'measure')
    return mention.spelled && maximum(mention) === 1 && !mention.modifier ? 0 : 0.8
  if (maximum(mention) <= 1) return 0 // "the value 1 problem"
  const few = maximum(mention) <= FEW
  if (mention.role === 'tried') return few ? 0.4 : 0.65
  if (mention.head === 'models' || mention.unit === 'models') return few ? 0.4 : 0.65
  if (!mention.known) return few || isForeign(words) ? 0 : 0.6
  if (mention.spelled && few)
    return holdsBefore(words, mention.start) && !/^(?:functions|classes)$/.test(mention.head)
      ? 0.6
      : 0.4
  return 0.75
}

/** A sentence of another language: what stands behind its numbers is not known for a noun. */
function isForeign(words: Word[]): boolean {
  const foreign = words.filter(({ lower }) => FOREIGN.test(lower)).length
  return foreign > 1 && !words.some(({ lower }) => /^(?:the|of|and|is|are|with|we)$/.test(lower))
}

const FOREIGN = /^(?:de|et|les|des|du|une?|par|sur|der|die|das|und|ein|eine|für|von|el|los|las|del|una|para)$/ // prettier-ignore

const HOLDS =
  /^(?:provid\w*|contain\w*|compris\w*|consist\w*|includ\w*|cover\w*|span\w*|releas\w*|collect\w*|construct\w*|encompass\w*|curat\w*|support\w*|introduc\w*)$/

function holdsBefore(words: Word[], index: number): boolean {
  return words.slice(Math.max(0, index - 3), index).some(({ lower }) => HOLDS.test(lower))
}

/** "in 2019", "since 2020": a year, unless it counts something with a comma or a scale. */
function isYear(words: Word[], mention: Mention): boolean {
  const value = maximum(mention)
  if (
    mention.scale ||
    mention.sign ||
    value < 1900 ||
    value > 2035 ||
    !/^\d{4}$/.test(words[mention.first]!.text)
  )
    return false
  return (
    mention.unit === 'years' ||
    mention.role !== 'measure' ||
    /^(?:in|since|of|from|until|by|during|the)$/.test(words[mention.first - 1]?.lower ?? '')
  )
}

/** "(1)", "2)": marks of a list. */
function isLabel(words: Word[], mention: Mention): boolean {
  const word = words[mention.first]!
  return (
    mention.first === mention.last &&
    mention.sign === '' &&
    word.after.startsWith(')') &&
    /^\d{1,2}$/.test(word.text)
  )
}

/** "Mistral 7B", "Type 2 patients", "MATH 500 problems": a number behind a capitalised word is part of a name. */
function inName(words: Word[], mention: Mention, systems: System[]): boolean {
  const before = words[mention.first - 1]
  if (isListed(words, mention.first)) return true
  if (!before || before.after !== '' || words[mention.first]!.before !== '') return false
  if (mention.start < mention.first || mention.sign || mention.spelled) return false
  if (mention.scale === 'word') return false
  const own = systems.some(({ name }) => before.text === name)
  if (mention.scale === 'letter' && !mention.known && /^\d/.test(before.text)) return true // "Llama 2 7B generalises"
  if (mention.scale === 'letter') return /^[A-Z]/.test(before.text) && mention.first > 1 && !own
  if (mention.unit === 'GPUs') return /^[A-Z]{2,}$/.test(before.text) // "a GTX 960 GPU"
  if (mention.role === 'measure' && mention.unit !== 'points') return false
  return (
    /^[A-Z][A-Za-z]/.test(before.text) &&
    mention.first > 1 &&
    !/^[A-Z][a-z]+(?:s|ing|ed)$/.test(before.text)
  )
}

/** "on ROADS, 300W and PATHS": a number with its letter among names is one. */
function isListed(words: Word[], at: number): boolean {
  const before = words[at - 1]
  return (
    /^\d+[A-Z]$/.test(words[at]!.text) && before?.after === ',' && /^[A-Z]{2,}/.test(before.text)
  )
}

/** "95% confidence interval", "top 10%", "5-fold": how it was counted, not what came out. */
function isInterval(words: Word[], mention: Mention): boolean {
  const [next, before] = [
    words[mention.last + 1]?.lower ?? '',
    words[mention.start - 1]?.lower ?? '',
  ]
  if (
    mention.unit === '%' &&
    /^(?:ci|cis|confidence|credible|prediction|uncertainty|intervals?|significance|loa|limits|hold-?out|splits?)$/.test(
      next,
    )
  )
    return true
  if (mention.unit === '%' && isThreshold(words, mention)) return true
  if (TIME.test(mention.unit) && /^(?:past|last|recent|next|coming|previous)$/.test(before))
    return true
  return /^(?:top|rank|ranked|step|steps|equation|level|p|k|n|vol|pp)$/.test(before)
}

/** "at ages 2, 3 and 5-6 years", "aged 18 years", "65 years old": who was looked at, not what came out. */
function isAge(words: Word[], { start, end, unit }: Mention): boolean {
  if (!/^(?:years|months|weeks|days)$/.test(unit)) return false
  if (
    words[end + 1]?.lower === 'old' ||
    /^(?:postmenstrual|gestational)$/.test(words[end + 1]?.lower ?? '')
  )
    return true
  if (words[end + 1]?.lower === 'of' && words[end + 2]?.lower === 'age') return true
  let index = start - 1
  while (index > 0 && index > start - LISTED_AGES && /^(?:\d.*|and|or|to|years?)$/.test(words[index]!.lower)) index-- // prettier-ignore
  return /^(?:ages?|aged)$/.test(words[index]?.lower ?? '')
}

const LISTED_AGES = 8 // words: "2, 3, 4 and 5-6 years" and what joins them

/** "at 152 points in time": when, not how well. */
function isMoment(words: Word[], { end, unit }: Mention): boolean {
  return unit === 'points' && words[end + 1]?.lower === 'in' && words[end + 2]?.lower === 'time'
}

/** "users who asked it more than 100 times": how often something was done. "Uses 5 times fewer steps" compares. */
function isRepeated(words: Word[], { unit, start, end, last }: Mention): boolean {
  if (unit !== 'x' || words[Math.max(end, last)]!.lower !== 'times') return false
  const next = words[Math.max(end, last) + 1]
  const ends = words[Math.max(end, last)]!.after !== '' || next === undefined
  if (!ends && !/^(?:over|in|during|within|per|on|for|by|across|each|with|and|to)$/.test(next.lower)) return false // prettier-ignore
  return words.slice(Math.max(0, start - DOER), start).some(({ lower }) => DOES.test(lower))
}

const DOER = 6 // words between the verb and the number
const DOES =
  /^(?:used|repeat\w*|ran|visit\w*|cited|download\w*|view(?:ed|s)|called|ask(?:ed|s)?|quer\w+|sampled?|prompted|occur\w*|appear\w*|mention\w*|executed?|played|watched|invoked|retried)$/

/** "saves 48% of memory at 128 frames": under what it was measured. */
function isSetting(words: Word[], { role, start, unit }: Mention): boolean {
  const before = words[start - 1]?.lower ?? ''
  if (unit.endsWith('Hz')) return /^(?:an?|the)$/.test(before) // "a 28 GHz link"
  return role === 'content' && before === 'at' && start > 1
}

/** "at a 25% overlap threshold" */
function isThreshold(words: Word[], { start, end }: Mention): boolean {
  if (!/^(?:an?|the)$/.test(words[start - 1]?.lower ?? '')) return false
  return words.slice(end + 1, end + 7).some(({ lower }) => /^thresholds?$/.test(lower))
}

/** "512 x 512 pixels", and the standard of "IEEE 802.11x" */
function isProduct(words: Word[], mention: Mention): boolean {
  if (/^(?:x|×|\\times)$/.test(words[mention.first - 1]?.lower ?? '')) return true
  if (mention.unit !== 'x') return false
  if (/^(?:IEEE|ISO|IEC|ANSI|RFC)$/.test(words[mention.first - 1]?.text ?? '')) return true
  const last = words[mention.last]!
  const times = /^(?:[\d$]|[a-zA-Z]$)/ // "1 \times b" too
  return times.test(words[mention.last + 1]?.text ?? '') && last.after === ''
}
