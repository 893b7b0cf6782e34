import type { Mention } from './mention.ts'
import { breaksAfter, type Word } from '../words.ts'

/** How far back the owner of a number is looked for, in words. Clauses of abstracts are rarely longer. */
const CLAUSE = 14

/** After these the number is that of the thing compared with. */
const COMPARES =
  /^(?:than|vs\.?|versus|against|unlike|outperform\w*|surpass\w*|beat\w*|exceed\w*|match\w*|existing|prior|previous|conventional\w*|traditional|baselines?|counterparts?|rival\w*|typically|usually|requir(?:e|ed)|commonly|whose)$/

/** After these the paper's own number follows again, whatever it was compared with. */
const OWN_AGAIN =
  /^(?:by|while|we|our|achiev\w*|reach\w*|yield\w*|attain\w*|obtain\w*|gain\w*|improv\w*|reduc\w*|increas\w*|deliver\w*|scor\w*|only|just|merely|sav\w*|cut\w*|decreas\w*|boost\w*|gains|advantage|margin)$/

/**
 * Whether the number is the comparator's: "compared to a 7B model trained on 300B tokens", "9x larger rivals",
 * "comparable to X, which uses 120 billion tokens". It looks back through the clause for who is spoken of.
 */
export function belongsToOther(words: Word[], mention: Mention): boolean {
  if (comparesBehind(words, mention)) return true
  const farthest = Math.max(0, mention.start - CLAUSE)
  for (let index = mention.start - 1; index >= farthest; index--) {
    const word = words[index]!
    const next = words[index + 1]!
    const breaks = breaksAfter(word) || next.before.includes('(')
    if (breaks && !/^(?:which|who|whose|that|where)$/.test(next.lower)) {
      return next.before.includes('(') && index + 1 === mention.start && namesOther(word, mention)
    }
    if (/^(?:to|with)$/.test(next.lower) && /^(?:compared|comparable|relative|competitive|compare|comparing|equivalent|parity)$/.test(word.lower)) return true
    if (COMPARES.test(word.lower)) return true
    if (OWN_AGAIN.test(word.lower)) return false
    if (mention.unit === '%' && /^(?:to|with)$/.test(word.lower)) return false
  }
  return false
}

/** "GPT-3.5 (175B)": a size in brackets behind a name with a digit belongs to that name. */
function namesOther(word: Word, mention: Mention): boolean {
  return mention.unit === 'parameters' && /\d/.test(word.text) && /^[A-Z]/.test(word.text)
}

/** "a 9x larger model", behind a verb that compares, sizes the rival. */
function comparesBehind(words: Word[], mention: Mention): boolean {
  const next = words[mention.last + 1]?.lower ?? ''
  if (mention.unit !== 'x' || !/^(?:larger|bigger)$/.test(next)) return false
  for (let index = mention.start - 1; index >= Math.max(0, mention.start - CLAUSE); index--) {
    const word = words[index]!
    if (breaksAfter(word)) return false
    if (COMPARES.test(word.lower) || /^(?:comparable|competitive|par)$/.test(word.lower)) return true
  }
  return false
}
