import type { Mention } from './mention.ts'
import { COMPARED_BEFORE } from './modifier.ts'
import { breaksAfter, type Word } from '../words.ts'

/** How far back the owner of a number is looked for, in words. Clauses of abstracts are rarely longer. */
const CLAUSE = 14

/** After these the number is that of the thing compared with. */
const COMPARES =
  /^(?:than|vs\.?|versus|against|unlike|outperform\w*|surpass\w*|beat\w*|exceed\w*|match\w*|existing|prior|previous|already|original|teacher|behind|conventional\w*|traditional|baselines?|counterparts?|rival\w*|typically|usually|requir(?:e|ed)|commonly|whose)$/

/** After these the paper's own number follows again, whatever it was compared with. */
const OWN_AGAIN =
  /^(?:by|while|we|our|achiev\w*|reach\w*|yield\w*|attain\w*|obtain\w*|gain\w*|improv\w*|reduc\w*|increas\w*|deliver\w*|scor\w*|only|just|merely|sav\w*|cut\w*|decreas\w*|boost\w*|gains|advantage|margin)$/

/**
 * Whether the number is the comparator's: "compared to a 7B model trained on 300B tokens", "9x larger rivals",
 * "comparable to X, which uses 120 billion tokens". It looks back through the clause for who is spoken of.
 */
export function belongsToOther(words: Word[], mention: Mention): boolean {
  if (comparesBehind(words, mention) || ofBaseline(words, mention)) return true
  if (inRivalsList(words, mention) || ofHumans(words, mention)) return true
  if (forComparison(words) || concedes(words, mention)) return true
  if (/^baselines?$/.test(words[words[0]?.lower === 'the' ? 1 : 0]?.lower ?? '')) return true
  if (mention.unit === 'x' && COMPARATIVE.test(words[mention.last + 1]?.lower ?? '')) return false
  if (
    words
      .slice(mention.start, mention.first)
      .some(({ lower }) => /^(?:only|just|merely|mere)$/.test(lower))
  )
    return false
  if (arrivesAt(words, mention.start) || triedOn(words, mention)) return false
  let relative = false
  const farthest = Math.max(0, mention.start - CLAUSE)
  for (let index = mention.start - 1; index >= farthest; index--) {
    const word = words[index]!
    const next = words[index + 1]!
    const breaks = (breaksAfter(word) && word.lower !== 'vs') || next.before.includes('(')
    if (breaks && /^(?:which|who|whose|that|where)$/.test(next.lower)) relative = true
    else if (breaks && relative && word.after === ',') relative = false // "a prior space, RHUMB, which supports …"
    else if (breaks) {
      return (
        next.before.includes('(') &&
        index + 1 === mention.start &&
        namesOther(words, index, mention)
      )
    }
    if (/^(?:to|with)$/.test(next.lower) && COMPARING.test(word.lower)) return true
    if (
      /^human(?:-level)?$/.test(word.lower) &&
      /^(?:performance|accuracy|level|baselines?|scores?)$/.test(next.lower)
    )
      return true
    if (COMPARES.test(word.lower) && !qualifies(words, index)) return true
    if (OWN_AGAIN.test(word.lower)) return false
    if (
      mention.unit === '%' &&
      /^(?:to|with)$/.test(word.lower) &&
      !COMPARING.test(words[index - 1]?.lower ?? '')
    )
      return false
  }
  return false
}

/** "far from human performance (97%)", "humans (85%)" */
function ofHumans(words: Word[], { start, unit, role }: Mention): boolean {
  if (!words[start]!.before.includes('(') || !(unit === '%' || role === 'score')) return false
  const [noun, human] = [words[start - 1]?.lower ?? '', words[start - 2]?.lower ?? '']
  if (/^humans?$/.test(noun)) return true
  return /^human(?:-level)?$/.test(human) && /^(?:performance|accuracy|level|baselines?|scores?|experts?|annotators?|raters?)$/.test(noun) // prettier-ignore
}

/** "For comparison, roads age by 2% a year": the field's, unless the authors speak. */
function forComparison(words: Word[]): boolean {
  const [first, second] = words
  if (first?.lower !== 'for' || second?.lower !== 'comparison' || second.after !== ',') return false
  return !words.some(({ lower }) => /^(?:we|our)$/.test(lower))
}

/** "While the map alone reaches 41%, …": what the sentence concedes is a part or a rival of what comes behind the comma. */
function concedes(words: Word[], { start }: Mention): boolean {
  if (!/^(?:while|whereas|although)$/.test(words[0]?.lower ?? '')) return false
  const before = words.slice(1, start)
  return before.some(({ lower }) => lower === 'alone') && !before.some(breaksAtComma)
}

const breaksAtComma = ({ after }: Word) => after.includes(',')

/** "compared to 95.9 F1, 92.1 recall, and 89.9% for X": all numbers of the list are the rival's, up to the next verb. */
function inRivalsList(words: Word[], { start }: Mention): boolean {
  let numbers = 0
  for (let index = start - 1; index > Math.max(0, start - CLAUSE); index--) {
    const { lower, text } = words[index]!
    if (/^(?:to|with)$/.test(lower) && words[index - 1]!.lower === 'compared') return numbers > 0
    if (/^\$?\d/.test(text)) numbers++
    else if (OWN_AGAIN.test(lower) || /^(?:is|are|was|were|has|have)$/.test(lower)) return false
  }
  return false
}

/** "outperforms all others on 54 tasks": what it was tried on is the paper's own. */
function triedOn(words: Word[], { start, role }: Mention): boolean {
  return (
    (role === 'tried' || role === 'content') &&
    /^(?:on|across)$/.test(words[start - 1]?.lower ?? '')
  )
}

/** "scale existing models to over 10,000 words": where a change ends is the paper's own, whatever it started from. */
function arrivesAt(words: Word[], start: number): boolean {
  if (words[start - 1]?.lower !== 'to' || COMPARING.test(words[start - 2]?.lower ?? ''))
    return false
  return words
    .slice(Math.max(0, start - CLAUSE), start - 1)
    .some(({ lower }) => COMPARED_BEFORE.test(lower) || /^(?:scal|exten|expan)/.test(lower))
}

const COMPARING =
  /^(?:compared|comparable|similar|relative|competitive|compare|comparing|equivalent|parity)$/

/** "71 times more", "3x faster": the number is the comparison itself. "9x larger" may size the rival instead. */
const COMPARATIVE =
  /^(?:more|less|fewer|faster|better|cheaper|lower|higher|greater|smaller|speed-?ups?|reductions?|increases?|improvements?|compression|savings?|acceleration|throughput)$/

/** The "than" of "more than 12K dialogues of 392 speakers" compares nothing. */
function qualifies(words: Word[], than: number): boolean {
  return (
    words[than]!.lower === 'than' &&
    /^(?:more|less|fewer|greater|larger|smaller|higher|lower)$/.test(
      words[than - 1]?.lower ?? '',
    ) &&
    /^[\d~$]|^(?:one|two|three|four|five|ten|a)$/.test(words[than + 1]?.lower ?? '')
  )
}

/** "2x over the 16% of the baseline", "than the rival's 12%" */
function ofBaseline(words: Word[], { start, unit }: Mention): boolean {
  if (unit !== '%') return false
  const [before, over] = [words[start - 1]?.lower ?? '', words[start - 2]?.lower ?? '']
  return (
    /['’]s$/.test(before) ||
    (before === 'the' && /^(?:over|than|from|against|versus|to)$/.test(over))
  )
}

/** "GPT-3.5 (175B)", "beats larger models (7B)": a size in brackets behind another's name, or behind a rival. */
function namesOther(words: Word[], index: number, mention: Mention): boolean {
  const word = words[index]!
  if (mention.unit !== 'parameters') return comparedByName(words, index)
  if (/\d/.test(word.text) && /^[A-Z]/.test(word.text)) return true
  if (/^(?:frozen|pre-?trained|off-the-shelf|vanilla)$/.test(words[index - 1]?.lower ?? ''))
    return true
  return words.slice(Math.max(0, index - RIVAL), index).some(({ lower }) => COMPARES.test(lower))
}

/** "outperforming GPT-4 (78.8%) and GPT-3.5 (62.1%)": between the verb and the bracket stand names and their numbers alone. */
function comparedByName(words: Word[], index: number): boolean {
  for (let at = index; at >= Math.max(0, index - NAMED_RIVALS); at--) {
    const { text, lower } = words[at]!
    if (COMPARES.test(lower)) return at < index
    if (!/^[A-Z]/.test(text) && !/^(?:and|the|both|[\d.]+\\?%?)$/.test(lower)) return false
  }
  return false
}

const NAMED_RIVALS = 8 // words: three names with their numbers

const RIVAL = 4 // words in front of the bracket

/** "a 9x larger model", behind a verb that compares, sizes the rival. */
function comparesBehind(words: Word[], mention: Mention): boolean {
  const next = words[mention.last + 1]?.lower ?? ''
  if (mention.unit !== 'x' || !/^(?:larger|bigger)$/.test(next)) return false
  for (let index = mention.start - 1; index >= Math.max(0, mention.start - CLAUSE); index--) {
    const word = words[index]!
    if (breaksAfter(word)) return false
    if (COMPARES.test(word.lower) || /^(?:comparable|competitive|par)$/.test(word.lower))
      return true
  }
  return false
}
