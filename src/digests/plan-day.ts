import { addDays } from '../lib/days.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { dueAfter, hasBegun } from './due.ts'
import { BATCH, planMails, type Pools } from './plan.ts'
import { takeReaders, type PossibleMail } from './plan-store.ts'
import type { PoolSource } from './pool.ts'
import { savePlan, type PlannedMail } from './save-plan-store.ts'

/** A mail is not made up for longer: its papers have come with others by then, and the ledger forgets in the end. */
export const DAYS_BACK_MOST = 14

/**
 * Plans the mails of a day for every reader who was one then and has not had theirs, to go out at once: those whose hour
 * is still to come, and those that were skipped because they were late or nothing was new. What was ever on its way to
 * a reader stays as it is: the ledger has one row for an issue and a reader, so doing it twice, or while the planner is
 * at work, doubles nothing. Returns how many are to be sent.
 */
export async function planDay(source: PoolSource, date: string, now: Date): Promise<number> {
  const pools: Pools = new Map()
  let after = { subscriberId: 0, kind: '' }
  let planned = 0
  for (;;) {
    const readers = await inTransaction(source.db, async (db) => {
      const taken = await takeReaders(db, after, BATCH)
      const due = taken
        .filter((reader) => isOf(date, reader, now))
        .map((reader) => ({ ...reader, nextDate: date, nextDueAt: now }))
      const mails = await planMails({ ...source, db }, pools, due, now)
      planned += await savePlan(db, keepingNext(mails, date, taken), now, 'revive')
      return taken
    })
    if (readers.length < BATCH) return planned
    after = readers.at(-1)!
  }
}

/** Whether this reader has a mail on this day, which has begun where they live. */
function isOf(date: string, reader: PossibleMail, now: Date): boolean {
  const due = dueAfter(reader, reader.publicId, addDays(date, -1), new Date(0))
  return due.date === date && due.at > reader.confirmedAt && hasBegun(date, reader.zone, now)
}

/** A mail of a day that is over leaves alone what is to come. */
function keepingNext(mails: PlannedMail[], date: string, readers: PossibleMail[]): PlannedMail[] {
  const coming = new Map(
    readers
      .filter(({ nextDate }) => nextDate > date)
      .map((reader) => [keyOf(reader), { date: reader.nextDate, at: reader.nextDueAt }]),
  )
  return mails.map((mail) => ({ ...mail, next: coming.get(keyOf(mail)) ?? mail.next }))
}

function keyOf({ subscriberId, kind }: Pick<PlannedMail, 'subscriberId' | 'kind'>): string {
  return `${subscriberId} ${kind}`
}
