import { randomBytes } from 'node:crypto'
import { mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { pino } from 'pino'
import { readConfig, type Config } from '../config.ts'
import { openDatabase } from '../database/open.ts'
import type { Database } from '../database/database.ts'
import { mailKeys } from '../digests/key-store.ts'
import { planDue } from '../digests/plan.ts'
import { previewFor } from '../digests/preview.ts'
import { reportIssues, reportReaders } from '../digests/report-store.ts'
import { reconcile, settleByRelay } from '../digests/send/ledger-store.ts'
import { deliveriesNamedIn, type DeliveryKey } from '../digests/verp.ts'
import { listStops } from '../digests/send/stop-store.ts'
import { parseAddress } from '../mail/address.ts'
import { AddressError } from '../mail/mailer.ts'
import { openPostOffice, pressOf } from '../post-office.ts'
import { openSearch } from '../search/open-search.ts'
import type { Search } from '../search/search.ts'

/** `broadsheet digest`: what goes out by mail. */
export function digestCommand(): Command {
  return new Command('digest')
    .addCommand(
      new Command('preview')
        .description("write a reader's next mail to a folder, and send nothing")
        .requiredOption(
          '--for <address>',
          'the reader; somebody who is none gets what a new one would',
        )
        .option('--to <folder>', 'where to', 'preview')
        .action(preview),
    )
    .addCommand(
      new Command('send')
        .description('plan and send what is due now, and end')
        .option('--dry-run', 'only say how many would be planned')
        .action(send),
    )
    .addCommand(
      new Command('settle')
        .description(
          "settle the mails in doubt by the relay's own log: what it never had goes out again",
        )
        .argument('<log>', 'the whole log since the mails went out, for example /var/log/mail.log')
        .action(settle),
    )
    .addCommand(
      new Command('status')
        .description('say what became of the last issues')
        .option('--json', 'as one JSON document')
        .action(status),
    )
}

async function preview(options: { for: string; to: string }): Promise<void> {
  const address = parseAddress(options.for)
  if (!address) throw new AddressError()
  await withSearch(async (db, search, config) => {
    const press = pressOf(config, await mailKeys(db, freshKey(), currentTime()))
    const made = await previewFor({ db, search }, press, address, currentTime())
    if (!made) return say('There is nothing new for this reader.')
    await mkdir(options.to, { recursive: true })
    await writeFile(join(options.to, 'digest.eml'), made.bytes)
    await writeFile(join(options.to, 'digest.html'), made.markup)
    say(
      `${options.to}/digest.html: ${made.papers} papers, ${Math.ceil(made.htmlBytes / 1000)} of 90 kB`,
    )
  })
}

async function send({ dryRun }: { dryRun?: boolean }): Promise<void> {
  await withSearch(async (db, search, config, database) => {
    if (dryRun) {
      const due = await db
        .transaction()
        .execute(async (transaction) => {
          throw new Planned(await planDue({ db: transaction, search }, currentTime()))
        })
        .catch((error: unknown) => {
          if (error instanceof Planned) return error.count
          throw error
        })
      return say(`${due} mails are due. Nothing was planned or sent.`)
    }
    await reconcile(db, config.DIGEST_UNCERTAIN, currentTime())
    const planned = await planDue({ db, search }, currentTime())
    const office = await openPostOffice(
      database,
      search,
      config,
      pino({ level: config.LOG_LEVEL }, pino.destination(2)),
    )
    const sent = await office.drain()
    await office.close()
    say(`${planned} planned, ${sent} taken by the relay`)
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

async function settle(log: string): Promise<void> {
  const database = await openDatabase(readConfig(process.env).DATABASE_URL)
  try {
    const keys = await mailKeys(database.db, freshKey(), currentTime())
    const begun = currentTime()
    await reconcile(database.db, 'hold', begun)
    const taken: DeliveryKey[] = []
    const file = await open(log)
    for await (const line of file.readLines()) taken.push(...deliveriesNamedIn(keys, line))
    if (taken.length === 0) {
      throw new Error(`${log} names none of our mails: is it the log of the relay that sends them?`)
    }
    const { accepted, planned } = await settleByRelay(database.db, taken, begun)
    say(`${accepted} had reached the relay, ${planned} had not and will go out again`)
  } finally {
    await database.close()
  }
}

async function status({ json }: { json?: boolean }): Promise<void> {
  const database = await openDatabase(readConfig(process.env).DATABASE_URL)
  const [issues, readers, stops] = await Promise.all([
    reportIssues(database.db),
    reportReaders(database.db),
    listStops(database.db),
  ])
  await database.close()
  if (json) return say(JSON.stringify({ readers, stops, issues }, null, 2))
  for (const { key, reason } of stops) say(`stopped (${key}): ${reason}`)
  say(`readers: ${counts(readers)}`)
  for (const { kind, date, states } of issues) say(`${kind} ${date}: ${counts(states)}`)
}

function counts(numbers: Record<string, number>): string {
  return (
    Object.entries(numbers)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ') || 'none'
  )
}

async function withSearch(
  work: (
    db: Database,
    search: Search,
    config: Config,
    database: Awaited<ReturnType<typeof openDatabase>>,
  ) => Promise<void>,
): Promise<void> {
  const config = readConfig(process.env)
  const database = await openDatabase(config.DATABASE_URL)
  try {
    const search = await openSearch(database.db, config)
    await work(database.db, search, config, database)
    await search.close()
  } finally {
    await database.close()
  }
}

function freshKey() {
  return { id: randomBytes(4).toString('hex'), secret: randomBytes(32).toString('base64url') }
}

function currentTime(): Date {
  return new Date()
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
