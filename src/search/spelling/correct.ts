import { lookUp, type Collection } from '../collection/collection.ts'
import { stem } from '../analysis/stem.ts'
import { queryWord, type Asked, type QueryWord } from '../query/query.ts'
import { termAt } from '../structures/vocabulary.ts'
import { nearTerms, spellingRange } from './near-terms.ts'

export interface Correction {
  from: string
  to: string
}

/** Slips a word of this many letters may have; in shorter ones every other word is one letter away. */
function slipsIn(letters: number): number {
  return letters >= 8 ? 2 : letters >= 4 ? 1 : 0
}

const FEWEST_PAPERS = 2 // a spelling that one paper has may be a slip itself
const MOST_LOOKED_UP = 8 // words of a query, whether or not another spelling is found; each costs up to a millisecond

/** A known word is left alone unless another spelling is this many times as frequent: 'langauge' has its papers too. */
const TIMES_AS_FREQUENT = 300
const ADDED_SHARE = 0.5 // of a word's weight, for the other spelling of a known word
const LONG_ENOUGH = 6 // letters; RLTF is not RLHF misspelt

/**
 * The words with unknown ones replaced by the nearest known spelling, and very rare ones joined by it. What comes out of
 * it is told to the reader.
 */
export function corrected(
  collection: Collection,
  words: QueryWord[],
): { words: QueryWord[]; corrections: Correction[] } {
  const corrections: Correction[] = []
  let lookedUp = 0
  const result = words.flatMap((word) => {
    if (word.isJoined) return [word] // its parts are put right, and most compounds are in no other paper
    const papers = Math.max(
      lookUp(collection, word.stem).papers,
      lookUp(collection, word.exact).papers,
    )
    const mayBeSlip =
      papers === 0 || (papers <= collection.papers / 10_000 && word.text.length >= LONG_ENOUGH)
    if (!mayBeSlip || !word.isTyped || lookedUp >= MOST_LOOKED_UP) return [word]
    if (/\d/.test(word.text)) return [word]

    lookedUp++
    const other = nearestSpelling(collection, word.text, papers)
    if (other === null) return [word]
    corrections.push({ from: word.text, to: other.text })
    const spelled = queryWord(
      other.text,
      papers === 0 ? word.share : word.share * ADDED_SHARE,
      true,
    )
    return papers === 0 ? [spelled] : [word, spelled]
  })
  return { words: result, corrections }
}

/** What was asked for, said in the corrected spelling too. */
export function alsoSpelled(asked: Asked[], corrections: Correction[]): Asked[] {
  if (corrections.length === 0) return asked
  const spelled = new Map(corrections.map(({ from, to }) => [stem(from), stem(to)]))
  const other = (way: string[]) => way.map((typed) => spelled.get(typed) ?? typed)
  return asked.map((ways) => [...ways, ...ways.map(other)])
}

/** The nearest, then most frequent, spelling of a word that so many papers have; null when none is near. A word counts with all its inflections. */
function nearestSpelling(
  collection: Collection,
  word: string,
  known: number,
): { text: string; papers: number } | null {
  const slips = slipsIn(word.length)
  if (slips === 0) return null
  const least = Math.max(FEWEST_PAPERS, known * TIMES_AS_FREQUENT)
  const bytes = new TextEncoder().encode(word)
  const spellings = new Map<string, number>()
  for (const { segment } of collection.parts) {
    const terms = known > 0 ? segment.frequentTerms : segment.terms
    for (const prefix of ['', '=']) {
      const range = spellingRange(terms, prefix, word)
      for (const { place, distance } of nearTerms(terms, range, prefix.length, bytes, slips))
        spellings.set(termAt(terms, place).slice(prefix.length), distance)
    }
  }
  const ranked = Array.from(spellings, ([text, distance]) => ({
    text,
    distance,
    papers: lookUp(collection, stem(text)).papers,
  }))
    .filter(({ text, papers }) => papers >= least && text !== word)
    .toSorted(
      (a, b) => a.distance - b.distance || b.papers - a.papers || (a.text < b.text ? -1 : 1),
    )
  return ranked[0] ?? null
}
