import type { Database } from '../database/database.ts'
import { dropEvents } from '../digests/bounces/event-store.ts'
import { dropMails } from '../digests/outbox-store.ts'
import { planDue } from '../digests/plan.ts'
import { dropRequests } from '../digests/request-store.ts'
import { dropDeliveries } from '../digests/plan-store.ts'
import { reconcile, type UncertainRule } from '../digests/send/ledger-store.ts'
import { dropUnconfirmed } from '../digests/subscriber-store.ts'
import type { Search } from '../search/search.ts'

/** What jobs work with. */
export interface Workshop {
  db: Database
  search: Search
  uncertainRule: UncertainRule
  now: () => Date
  mailIsPlanned: () => void
}

/** Something that is done again and again, by one process at a time. Doing it twice must do no harm. */
interface Job {
  name: string
  at: string // cron, in UTC: minute, hour, day of the month, month, weekday
  run: (workshop: Workshop) => Promise<void>
}

const DAY_MS = 86_400_000

/** Every recurring job of the service. */
export const SCHEDULE: Job[] = [
  { name: 'digests', at: '* * * * *', run: planDigests },
  { name: 'mail-housekeeping', at: '17 3 * * *', run: tidyMail },
]

async function planDigests({
  db,
  search,
  uncertainRule,
  now,
  mailIsPlanned,
}: Workshop): Promise<void> {
  await reconcile(db, uncertainRule, now())
  await planDue({ db, search }, now())
  mailIsPlanned()
}

const UNCONFIRMED_DAYS = 7
const REQUESTS_DAYS = 30
const MAILS_DAYS = 7
const EVENTS_DAYS = 30
const LEDGER_DAYS = 90 // as long as the links in mails to read them on the web

async function tidyMail({ db, now }: Workshop): Promise<void> {
  const before = (days: number) => new Date(now().getTime() - days * DAY_MS)
  await dropUnconfirmed(db, before(UNCONFIRMED_DAYS))
  await dropRequests(db, before(REQUESTS_DAYS))
  await dropMails(db, before(MAILS_DAYS))
  await dropEvents(db, before(EVENTS_DAYS))
  await dropDeliveries(db, before(LEDGER_DAYS))
}
