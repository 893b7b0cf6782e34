import type { Occurrences } from './occurrences.ts'

/** Positions, stop words included: a clause. Eight is what the sequential dependence model takes for words in any order, too. */
const WIDTH = 8

/**
 * How much of the query the best passage of each item says: 0 to 1, the share of its words, by weight, that stand within `WIDTH`
 * positions in any order. Fields are farther apart than that. Costs some 0.02 ms a hundred items.
 */
export function bestPassages(occurrences: Occurrences): Float64Array {
  const best = bestPassage(occurrences)
  const all = occurrences.terms.reduce((sum, { weight }) => sum + weight, 0)
  return Float64Array.from({ length: occurrences.items }, (_, item) =>
    all > 0 ? best(item) / all : 0,
  )
}

/** The most weight that words have in one passage of an item. Goes through its occurrences by rising position. */
function bestPassage({ terms, items, positions, starts }: Occurrences): (item: number) => number {
  const weights = Float64Array.from(terms, ({ weight }) => weight)
  const at = new Uint32Array(terms.length) // by term: its first occurrence that was not passed
  const end = new Uint32Array(terms.length)
  const passed = new Float64Array(terms.length) // its last position that was

  /** The term that occurs next, -1 at the end. */
  function next(): number {
    let [term, least] = [-1, Infinity]
    for (let t = 0; t < at.length; t++) {
      if (at[t]! < end[t]! && positions[at[t]!]! < least) [term, least] = [t, positions[at[t]!]!]
    }
    return term
  }

  return (item) => {
    let attainable = 0 // by all words that the item has
    for (let t = 0; t < at.length; t++) {
      at[t] = starts[t * items + item]!
      end[t] = starts[t * items + item + 1]!
      passed[t] = -Infinity
      if (at[t]! < end[t]!) attainable += weights[t]!
    }
    let best = 0
    for (let term = next(); term >= 0 && best < attainable; term = next()) {
      const here = positions[at[term]!]!
      at[term]!++
      passed[term] = here
      let said = 0
      for (let t = 0; t < at.length; t++) if (here - passed[t]! < WIDTH) said += weights[t]!
      best = Math.max(best, said)
    }
    return best
  }
}
