import { hourOf } from './heat.ts'

/** Some of what another site counted, dated. */
export interface DatedCount {
  hour: Date
  amount: number
}

/** When what was counted before anybody told us is dated: so early that it is worth nothing today. */
const LONG_AGO = new Date(0)

/**
 * Dates what another site counts, of which we are told no more than the total now and then.
 *
 * `known` are the counts dated so far; the result adds up to `total`. The first votes are dated at the announcement;
 * the first stars long before, because the code may be older than the paper and nobody knows by how much. What
 * came since is dated halfway between the last ones known and `now`, because it came some time between: a list of
 * two years ago that is read again must not make its papers news. What another site takes back is taken from the latest.
 */
export function settle(
  known: DatedCount[],
  total: number,
  announced: Date | null,
  now: Date,
  first: 'announced' | 'long ago' = 'announced',
): DatedCount[] {
  const kept = firstOf(known, total)
  const more = total - sum(kept)
  if (more <= 0) return kept

  const last = kept.at(-1)?.hour
  const begin = earlier(announced ?? now, now)
  const hour = hourOf(last ? halfway(later(last, begin), now) : first === 'announced' ? begin : LONG_AGO) // prettier-ignore
  return last?.getTime() === hour.getTime()
    ? kept.with(kept.length - 1, { hour, amount: kept.at(-1)!.amount + more })
    : [...kept, { hour, amount: more }]
}

/** The earliest of these, as many as `total`. */
function firstOf(counts: DatedCount[], total: number): DatedCount[] {
  let left = total
  return counts
    .toSorted((a, b) => a.hour.getTime() - b.hour.getTime())
    .flatMap(({ hour, amount }) => {
      const taken = Math.min(amount, left)
      left -= taken
      return taken > 0 ? [{ hour, amount: taken }] : []
    })
}

function sum(counts: DatedCount[]): number {
  return counts.reduce((total, { amount }) => total + amount, 0)
}

function halfway(from: Date, to: Date): Date {
  return new Date((from.getTime() + Math.max(from.getTime(), to.getTime())) / 2)
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b
}
