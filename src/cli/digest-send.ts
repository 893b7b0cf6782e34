import { pino } from 'pino'
import type { Config } from '../config.ts'
import type { OpenDatabase } from '../database/database.ts'
import { planDue } from '../digests/plan.ts'
import { DAYS_BACK_MOST, planDay } from '../digests/plan-day.ts'
import type { PoolSource } from '../digests/pool.ts'
import { addDays, dayOf } from '../lib/days.ts'
import { reconcile } from '../digests/send/ledger-store.ts'
import { openPostOffice } from '../post-office.ts'
import type { Search } from '../search/search.ts'
import { counted } from '../web/ui/wording.ts'
import { withSearch } from './digest-search.ts'
import type { Terminal } from './terminal.ts'
import { UserProblem } from './user-problem.ts'

export interface SendOptions {
  dryRun?: boolean
  date?: string // '2025-04-17': the mails of this day too
}

/** Plans and sends what is due now, and with a date also what was due on that day and never went out. */
export async function send(options: SendOptions, terminal: Terminal): Promise<void> {
  const earliest = addDays(dayOf(terminal.now()), -DAYS_BACK_MOST)
  if (options.date !== undefined && options.date < earliest) {
    throw new UserProblem(`Mails are made up for ${DAYS_BACK_MOST} days, back to ${earliest}.`)
  }
  await withSearch(terminal, async (database, search, config) => {
    if (options.dryRun) {
      const count = await countOnly({ db: database.db, search }, options, terminal.now())
      return terminal.say(`Due: ${counted(count, 'mail')}. Nothing was planned or sent.`)
    }
    await reconcile(database.db, config.DIGEST_UNCERTAIN, terminal.now())
    const planned = await plan({ db: database.db, search }, options, terminal.now())
    const sent = await sendAll(database, search, config, terminal.now)
    terminal.say(`${planned} planned, ${sent} taken by the relay`)
  })
}

async function plan(source: PoolSource, { date }: SendOptions, now: Date): Promise<number> {
  const due = await planDue(source, now)
  return date === undefined ? due : due + (await planDay(source, date, now))
}

async function sendAll(
  database: OpenDatabase,
  search: Search,
  config: Config,
  now: () => Date,
): Promise<number> {
  const log = pino({ level: config.LOG_LEVEL }, pino.destination(2))
  const office = await openPostOffice(database, search, config, log, now)
  try {
    return await office.drain()
  } finally {
    await office.close()
  }
}

/** Plans in a transaction that is rolled back. */
async function countOnly(
  { db, search }: PoolSource,
  options: SendOptions,
  now: Date,
): Promise<number> {
  return db
    .transaction()
    .execute(async (transaction) => {
      throw new Planned(await plan({ db: transaction, search }, options, now))
    })
    .catch((error: unknown) => {
      if (error instanceof Planned) return error.count
      throw error
    })
}

/** Carries a number out of a transaction that is rolled back. */
class Planned extends Error {
  readonly count: number

  constructor(count: number) {
    super('planned')
    this.count = count
  }
}
