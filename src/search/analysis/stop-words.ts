/**
 * Words that say how a sentence is built, not what it is about. They are indexed, so that phrases can hold them, and
 * left out of a query that has other words. Lucene's English list plus the words questions are made of.
 */
const STOP_WORDS = new Set(
  `a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was
  will with from can could do does did how what which who whom whose when where why i me my we our you your he she its
  has have had been being than so about any some would should may might must shall am were them those via per us`.split(
    /\s+/,
  ),
)

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word)
}
