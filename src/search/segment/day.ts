import { NO_DAY } from './segment.ts'

const MILLISECONDS = 86_400_000

/** '2024-06-03' as days since 1970; NO_DAY for null or what is no date. */
export function dayOf(date: string | null): number {
  const time = date === null ? NaN : Date.parse(`${date.slice(0, 10)}T00:00:00Z`)
  return Number.isNaN(time) ? NO_DAY : Math.floor(time / MILLISECONDS)
}
