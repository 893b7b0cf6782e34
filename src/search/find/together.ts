import type { Term } from '../scoring/weigh.ts'
import type { Occurrences } from './occurrences.ts'

/** Two words of the query in a row, stop words left out. */
interface Pair {
  first: Term
  second: Term
  share: number // of all pairs: the weight of its lighter word
}

const FARTHEST = 3 // positions from the first word to the second: 'state of the art' has three

/**
 * How far the words of the query stand together in each item, in their order: 0 to 1, the share of the pairs that are side by side,
 * where a pair with words between counts by how near it is. After the sequential dependence model (Metzler and Croft, SIGIR 2005).
 * `typed` as `typedTerms` makes them.
 */
export function together(occurrences: Occurrences, typed: (Term | null)[]): Float64Array {
  const { terms, items } = occurrences
  const shares = new Float64Array(items)
  for (const { first, second, share } of pairsOf(typed)) {
    const [a, b] = [terms.indexOf(first) * items, terms.indexOf(second) * items]
    for (let i = 0; i < items; i++) shares[i]! += share * nearness(occurrences, a + i, b + i)
  }
  return shares
}

function pairsOf(typed: (Term | null)[]): Pair[] {
  const pairs = typed.slice(1).flatMap((second, i) => {
    const first = typed[i]
    return first && second && first !== second ? [{ first, second }] : []
  })
  const weightOf = ({ first, second }: Omit<Pair, 'share'>) => Math.min(first.weight, second.weight)
  const all = pairs.reduce((sum, pair) => sum + weightOf(pair), 0)
  return pairs.map((pair) => ({ ...pair, share: weightOf(pair) / all }))
}

/** 1 where the second list of positions follows the first at once, less the farther it is, 0 beyond `FARTHEST`. */
function nearness({ positions, starts }: Occurrences, first: number, second: number): number {
  let at = starts[first]!
  const last = starts[first + 1]! - 1
  if (at > last) return 0
  let least = Infinity
  for (let i = starts[second]!; i < starts[second + 1]!; i++) {
    const position = positions[i]!
    while (at < last && positions[at + 1]! < position) at++
    const distance = position - positions[at]!
    if (distance > 0) least = Math.min(least, distance)
  }
  return least <= FARTHEST ? 1 / least : 0
}
