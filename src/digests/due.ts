import { Temporal } from 'temporal-polyfill'
import { addDays, weekday } from '../lib/days.ts'
import type { Kind } from './kind.ts'

/** When a reader wants a mail: the hour is on the clock of the zone, 0 is Monday. */
export interface Timetable {
  kind: Kind
  hour: number
  weekday: number
  zone: string // IANA name
}

/** An issue that is to come: its date on the reader's calendar, and the moment at which it goes out. */
export interface Due {
  date: string
  at: Date
}

/** Everyone's mails are spread over this many seconds after the hour: relays dislike bursts. */
const SPREAD_SECONDS = 600

/**
 * The next mail after `now`. `word` is any word of the reader's own: it decides where in the first ten minutes of the
 * hour the mail goes out, the same on every day.
 */
export function nextDue(timetable: Timetable, word: string, now: Date): Due {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime())
  const yesterday = here.toZonedDateTimeISO(timetable.zone).toPlainDate().subtract({ days: 1 })
  return dueAfter(timetable, word, yesterday.toString(), now)
}

/** The first mail on a later date than `date` that is due after `now`. */
export function dueAfter(timetable: Timetable, word: string, date: string, now: Date): Due {
  const offset = spread(word) * 1000
  for (let day = addDays(date, 1); ; day = addDays(day, 1)) {
    if (timetable.kind === 'weekly' && weekday(day) !== timetable.weekday) continue
    const moment = momentOf(day, timetable.hour, timetable.zone)
    if (moment === null) continue
    const at = new Date(moment + offset)
    if (at > now) return { date: day, at }
  }
}

/**
 * What names an issue: the day itself, or for a weekly one the Monday of its week. A reader who moves the mail to
 * another weekday gets one in each week all the same.
 */
export function issueDate(kind: Kind, date: string): string {
  return kind === 'daily' ? date : addDays(date, -weekday(date))
}

const known = new Map<string, number | null>() // moments by day, hour and zone: most readers share one of a few hundred
const KNOWN_MAX = 20_000

/**
 * Milliseconds since 1970. An hour that the clock skips is the one after it, one that it repeats is the first of the two
 * ('compatible' in the words of Temporal). PostgreSQL takes the second, so moments are computed here and nowhere else.
 * Null for a day that the zone left out.
 */
function momentOf(day: string, hour: number, zone: string): number | null {
  const key = `${day} ${hour} ${zone}`
  const found = known.get(key)
  if (found !== undefined) return found

  const local = Temporal.PlainDate.from(day).toPlainDateTime({ hour })
  const there = local.toZonedDateTime(zone, { disambiguation: 'compatible' })
  const moment = there.toPlainDate().toString() === day ? there.epochMilliseconds : null
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(key, moment)
  return moment
}

/** Whether the day is today or over, on the calendar of the zone. */
export function hasBegun(day: string, zone: string, now: Date): boolean {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone)
  return Temporal.PlainDate.compare(day, here.toPlainDate()) <= 0
}

/** Whether this is a zone that clocks can be read in, by its IANA name. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]{0,63}$/.test(name)) return false
  try {
    Temporal.Now.zonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

/** FNV-1a, for an even spread of random words. */
function spread(word: string): number {
  let hash = 0x81_1c_9d_c5
  for (let at = 0; at < word.length; at++)
    hash = Math.imul(hash ^ word.charCodeAt(at), 0x01_00_01_93)
  return (hash >>> 0) % SPREAD_SECONDS
}
