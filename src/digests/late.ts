import type { Kind } from './kind.ts'

const HOUR_MS = 3_600_000

/** After an outage, mail that is later than this is not sent: its papers come with the next one. */
export const LATE_HOURS: Record<Kind, number> = { daily: 6, weekly: 36 }

export function isLate(kind: Kind, dueAt: Date, now: Date): boolean {
  return now.getTime() - dueAt.getTime() > LATE_HOURS[kind] * HOUR_MS
}

/** What was due before this moment is late. */
export function lateBefore(kind: Kind, now: Date): Date {
  return new Date(now.getTime() - LATE_HOURS[kind] * HOUR_MS)
}
