import type { Modifier } from '../finding.ts'
import type { Word } from '../words.ts'

/** Phrases in front of a number. Longest first: "no more than" holds "more than". */
const PHRASES: [string, Modifier | ''][] = [
  ['never exceeds', 'at_most'],
  ['never exceeding', 'at_most'],
  ['not exceed', 'at_most'],
  ['not exceeding', 'at_most'],
  ['no less than', 'at_least'],
  ['no fewer than', 'at_least'],
  ['no more than', 'at_most'],
  ['not more than', 'at_most'],
  ['in the order of', 'approx'],
  ['on the order of', 'approx'],
  ['up to the size of', 'at_most'],
  ['at least', 'at_least'],
  ['more than', 'more_than'],
  ['greater than', 'more_than'],
  ['larger than', 'more_than'],
  ['higher than', 'more_than'],
  ['less than', 'less_than'],
  ['fewer than', 'less_than'],
  ['smaller than', 'less_than'],
  ['lower than', 'less_than'],
  ['at most', 'at_most'],
  ['up to', 'at_most'],
  ['upto', 'at_most'],
  ['as much as', 'at_most'],
  ['as many as', 'at_most'],
  ['as high as', 'at_most'],
  ['as few as', ''],
  ['as little as', ''],
  ['as low as', ''],
  ['close to', 'approx'],
  ['an average of', ''],
  ['an additional', ''],
  ['up to a', 'at_most'],
  ['a total of', ''],
  ['over', 'more_than'],
  ['exceeding', 'more_than'],
  ['exceeds', 'more_than'],
  ['surpassing', 'more_than'],
  ['above', 'more_than'],
  ['beyond', 'more_than'],
  ['>', 'more_than'],
  ['under', 'less_than'],
  ['below', 'less_than'],
  ['<', 'less_than'],
  ['within', 'at_most'],
  ['about', 'approx'],
  ['around', 'approx'],
  ['approximately', 'approx'],
  ['roughly', 'approx'],
  ['nearly', 'approx'],
  ['almost', 'approx'],
  ['some', 'approx'],
  ['circa', 'approx'],
  ['sim', 'approx'],
  ['\\sim', 'approx'],
  ['le', 'at_most'],
  ['ge', 'at_least'],
  ['only', ''],
  ['just', ''],
  ['merely', ''],
  ['mere', ''],
  ['a', ''],
]

const TREE = new Map<string, { words: string[]; modifier: Modifier | '' }[]>()
for (const [phrase, modifier] of PHRASES) {
  const words = phrase.split(' ')
  const last = words.at(-1)!
  TREE.set(last, [...(TREE.get(last) ?? []), { words, modifier }])
}

/**
 * What qualifies the number at word `first`, and where the qualifying begins. "only about 200" starts at "only";
 * without a modifier, `start` is `first`.
 */
export function modifierBefore(
  words: Word[],
  first: number,
): { start: number; modifier?: Modifier } {
  let start = first
  let modifier: Modifier | '' = ''
  for (;;) {
    const phrase = phraseEndingAt(words, start - 1)
    if (!phrase) break
    start -= phrase.words.length
    modifier ||= phrase.modifier
    if (phrase.words[0] === 'a') break
  }
  if (words[start]?.lower === 'a' && !modifier) start = first
  return modifier ? { start, modifier } : { start }
}

function phraseEndingAt(words: Word[], last: number) {
  const word = words[last]
  if (!word || (word.after !== '' && word.text !== '$')) return null
  const bare = word.lower.replaceAll('$', '')
  for (const phrase of TREE.get(bare) ?? []) {
    const from = last - phrase.words.length + 1
    if (from < 0) continue
    const fits = phrase.words.every(
      (expected, offset) => words[from + offset]!.lower.replaceAll('$', '') === expected,
    )
    if (fits) return phrase
  }
  return null
}

/** Verbs and nouns of change: "improves … from 18.6% to 81.7%". */
export const COMPARED_BEFORE =
  /^(?:improv|boost|increas|reduc|rais|rise|rising|drop|decreas|cut|lower|grow|grew|shrink|shrank|shorten|enhanc|elevat|lift|declin|fall|fell|speed|compress|bring|push|accelerat)/
