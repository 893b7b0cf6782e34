import type { Mention } from './mention.ts'
import { breaksAfter, textOf, type Word } from '../words.ts'

const COMPARATOR_WITHIN = 8

const LONGEST_COMPARATOR = 8

/** "… than X", "… compared to X", "… over X" behind the number, up to the end of the clause. */
export function comparatorOf(abstract: string, words: Word[], mention: Mention): string | null {
  const until = Math.min(words.length - 1, mention.end + COMPARATOR_WITHIN)
  for (let index = mention.end; index < until; index++) {
    if (breaksAfter(words[index]!)) return null
    const word = words[index + 1]!
    const to = /^(?:to|with)$/.test(words[index + 2]?.lower ?? '')
    const counts = mention.role === 'content' || mention.role === 'tried'
    const prepositions = (counts
      ? /^(?:than|over|versus|vs\.?)$/
      : /^(?:than|over|against|versus|vs\.?)$/
    ).test(word.lower)
      ? 1
      : to && /^(?:compared|relative)$/.test(word.lower)
        ? 2
        : 0
    if (prepositions === 0) continue
    const first = index + 1 + prepositions
    const bounds =
      /^(?:more|less|fewer)$/.test(words[index]!.lower) && /^\d/.test(words[first]?.text ?? '')
    if (word.lower === 'than' && bounds) return null // "33 categories and more than 7,000 conditions"
    if (words[index]!.lower === 'intersection') return null // over union
    if (word.lower === 'over' && COUNTED.test(words[first]?.text ?? '')) return null
    let last = first
    while (
      last < words.length - 1 &&
      last < first + LONGEST_COMPARATOR &&
      !breaksAfter(words[last]!) &&
      !/^(?:and|while|with|on|in|by|for|across)$/.test(words[last + 1]!.lower)
    )
      last++
    if (!words[first]) return null
    last = Math.min(last, words.length - 1)
    return isRival(words, word.lower, first, last) ? textOf(abstract, words, { first, last }) : null
  }
  return null
}

/** "20,000 calls and over USD 6,000": more than that, no rival. */
const COUNTED =
  /^(?:[\d$€£<>~]|(?:USD|EUR|GBP|half|one|two|three|four|five|six|seven|eight|nine|ten|hundreds?|thousands?|millions?|billions?)$)/

/** Neither "over an unseen test set", nor "over a 20-week period", nor "against our attack" names a rival. */
function isRival(words: Word[], preposition: string, first: number, last: number): boolean {
  if (/^(?:our|ours)$/.test(words[first]!.lower)) return false
  const head = words[last]!.lower
  if (preposition === 'over') return !DATA.test(head)
  return preposition !== 'against' || !THREAT.test(head)
}

const DATA =
  /^(?:sets?|datasets?|data|benchmarks?|corpus|corpora|periods?|years?|months?|weeks?|days?|hours?|time|epochs?|tasks?|languages|domains|seeds|runs|trials|splits?|folds|iterations|steps)$/
const THREAT = /^(?:attacks?|attackers?|adversar\w+|noise|perturbations?|jailbreaks?)$/
