import type { PartialDate, Precision } from '../../papers/paper.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Printing is older, but nothing in such a list is; later years are slips of the keyboard. */
const [YEAR_MIN, YEAR_MAX] = [1400, 2199]

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?`
const ZONE = String.raw`\s*(Z|UTC?|GMT|[+-]\d{2}:?\d{2})?`

/** 2024 · 2024-02 · 2024/02/03 · 20240203 is not taken: it may be any number. */
const YEAR_FIRST = new RegExp(
  String.raw`^(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T\s]+${TIME}${ZONE})?)?)?$`,
  'i',
)
/** Mon, 2 Apr 2007 19:18:42 GMT (RFC 822) · 3 February 2024 */
const DAY_FIRST = new RegExp(
  String.raw`^(?:[a-z]+,?\s+)?(\d{1,2})\s+([a-z]+)\.?,?\s+(\d{4})(?:\s+${TIME}${ZONE})?$`,
  'i',
)
/** Feb 2024 · February 3, 2024 · Thu, Feb 3, 2024 */
const MONTH_FIRST = /^(?:[a-z]+,\s+)?([a-z]+)\.?(?:\s+(\d{1,2}))?,?\s+(\d{4})$/i

/**
 * The moment a text names and how much of it is known; without a zone it is UTC. Midnight sharp is a day:
 * that is how services write days into fields for moments. Null when the text is no date that exists.
 */
export function parseDate(text: string): PartialDate | null {
  const trimmed = text.trim()
  const yearFirst = YEAR_FIRST.exec(trimmed)
  if (yearFirst) {
    const [, year, month, day, ...time] = yearFirst
    return partialDate(Number(year), numberIn(month), numberIn(day), time)
  }
  const dayFirst = DAY_FIRST.exec(trimmed)
  if (dayFirst) {
    const [, day, month, year, ...time] = dayFirst
    return partialDate(Number(year), monthNumber(month!), Number(day), time)
  }
  const monthFirst = MONTH_FIRST.exec(trimmed)
  if (monthFirst) {
    const [, month, day, year] = monthFirst
    return partialDate(Number(year), monthNumber(month!), numberIn(day), [])
  }
  return null
}

function numberIn(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits)
}

/** 2 for 'Feb', 'february' and 'Febr.'; 0 when it is no month, which no date then has. */
export function monthNumber(name: string): number {
  const short = name.slice(0, 3).toLowerCase()
  return MONTHS.indexOf(short) + 1
}

function partialDate(
  year: number,
  month: number | undefined,
  day: number | undefined,
  time: (string | undefined)[],
): PartialDate | null {
  const at = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1))
  const exists =
    year >= YEAR_MIN &&
    year <= YEAR_MAX &&
    (month === undefined || at.getUTCMonth() === month - 1) &&
    (day === undefined || at.getUTCDate() === day)
  if (!exists) return null

  const precision: Precision = month === undefined ? 'year' : day === undefined ? 'month' : 'day'
  const afterMidnight = millisecondsOf(time)
  if (afterMidnight === null) return null
  return afterMidnight === 0
    ? { at, precision }
    : { at: new Date(at.getTime() + afterMidnight), precision: 'second' }
}

/** From midnight UTC to the time; 0 without a time, null when there is no such time. */
function millisecondsOf(time: (string | undefined)[]): number | null {
  const [hours, minutes, seconds = '0', fraction = '0', zone] = time
  if (hours === undefined) return 0

  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)]
  if (h > 23 || m > 59 || s > 60) return null // 60: a leap second
  const local = ((h * 60 + m) * 60 + s) * 1000 + Math.floor(Number(`0.${fraction}`) * 1000)
  return local - minutesEast(zone) * 60_000
}

function minutesEast(zone: string | undefined): number {
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '')
  if (!offset) return 0
  const minutes = Number(offset[2]) * 60 + Number(offset[3])
  return offset[1] === '-' ? -minutes : minutes
}
