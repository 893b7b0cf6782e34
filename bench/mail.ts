import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { addDays } from '../src/lib/days.ts'
import { migrate } from '../src/database/migrate.ts'
import { openPostgres } from '../src/database/postgres.ts'
import { composer } from '../src/digests/compose/digest.ts'
import { readPapers } from '../src/digests/issue-store.ts'
import { planDue } from '../src/digests/plan.ts'
import { reconcile } from '../src/digests/send/ledger-store.ts'
import {
  copies,
  manyReaders,
  sendUntilKilled,
  settleByLog,
  startSink,
} from '../test/kill/mail-run.ts'
import { emptySearch, PRESS } from '../test/test-digests.ts'
import { posted, saveDrafts } from '../test/test-site.ts'
import { randomFrom } from '../test/random.ts'
import { startPostgres } from './postgres.ts'
import { printTable } from './table.ts'

// `npm run bench:mail -- [readers] [readers in the run with kills]`
const READERS = Number(process.argv[2] ?? 100_000)
const KILLED_READERS = Number(process.argv[3] ?? 6_000)
const KILLS = 20
const PAPERS = 15
const COPIES = 2_000
const ABSTRACT =
  'We study how long sentences of plain words fill the room that an abstract takes. '.repeat(15)
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-mail-'))
const search = await emptySearch()
const server = await startPostgres()
const database = openPostgres(server.url)
const { db } = database
await migrate(db)

const dueAt = new Date(Date.now() - 60_000)
const day = dueAt.toISOString().slice(0, 10)
await printPapers(day, 1)

await measureRun()
await measureKills()
await search.close()
await database.close()
await server.stop()

async function printPapers(date: string, first: number): Promise<void> {
  await saveDrafts(
    db,
    Array.from({ length: 2 * PAPERS }, (_, n) =>
      posted(date, first + n, { abstract: `${n} ${ABSTRACT}` }),
    ),
  )
}

async function measureRun(): Promise<void> {
  await manyReaders(db, READERS, dueAt)
  await sql`analyze`.execute(db) // as the server does by itself within a minute
  const first = await plan(new Date())
  const composeMs = await measureComposing()

  const log = join(folder, 'run.log')
  const sink = await startSink(log)
  const { accepted, seconds, cpuSeconds, peakMb } = await send(sink.port)
  sink.process.kill()
  await printPapers(addDays(day, 1), 101) // for those who have had a mail, the ledger is asked what was in it
  const next = await plan(new Date(`${addDays(day, 1)}T08:00:00Z`))
  const once = [...copies(log).values()].filter((times) => times === 1).length
  printTable(
    `${READERS.toLocaleString('en')} readers × ${PAPERS} papers, PostgreSQL with fsync, a relay on this machine`,
    [
      {
        what: 'planned, on each of two days',
        value: Math.min(first.planned, next.planned),
        unit: 'mails',
        target: `≥ ${READERS}`,
      },
      { what: 'planning', value: first.seconds, unit: 's', target: '≤ 5' },
      {
        what: 'planning, processor time of the planner',
        value: first.cpuSeconds,
        unit: 's',
        target: '≤ 5',
      },
      { what: 'planning the next day', value: next.seconds, unit: 's', target: '≤ 5' },
      { what: 'composing, processor time', value: composeMs, unit: 'ms a mail', target: '≤ 0.5' },
      { what: 'sending', value: accepted / seconds, unit: 'mails/s', target: '≥ 300' },
      {
        what: 'sending, by processor time of the sender',
        value: accepted / cpuSeconds,
        unit: 'mails/s of one core',
        target: '≥ 300',
      },
      {
        what: 'most memory of a process that only sends',
        value: peakMb,
        unit: 'MB',
        target: '< 250',
      },
      {
        what: 'readers with exactly one copy',
        value: once,
        unit: 'readers',
        target: `≥ ${READERS}`,
      },
    ],
  )
}

async function plan(now: Date) {
  const cpu = process.cpuUsage()
  const began = performance.now()
  const planned = await planDue({ db, search }, now)
  const seconds = (performance.now() - began) / 1000
  return { planned, seconds, cpuSeconds: secondsOf(process.cpuUsage(cpu)) }
}

/** In a process of its own, which holds nothing else in memory, with the settings of V8 that `npm start` has. */
async function send(port: number) {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: { start: string }
  }
  const settings = scripts.start.split(' ').filter((word) => word.startsWith('--'))
  const child = spawn(
    process.execPath,
    [...settings, 'bench/mail/send.ts', server.url, String(port)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  return JSON.parse(await text(child.stdout)) as {
    accepted: number
    seconds: number
    cpuSeconds: number
    peakMb: number
  }
}

function secondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6
}

async function measureComposing(): Promise<number> {
  const { id, kind, date } = await db
    .selectFrom('issues')
    .select(['id', 'kind', 'date'])
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'subscriberId')
    .innerJoin('selections', 'selections.id', 'selectionId')
    .select(['subscriberId', 'publicId', 'address', 'selections.paperIds', 'reasons', 'writtenAt'])
    .limit(COPIES)
    .execute()
  const made = composer(PRESS, { id, kind, date }, await readPapers(db, id))
  const cpu = process.cpuUsage()
  for (const row of rows) made.compose(row)
  return (secondsOf(process.cpuUsage(cpu)) * 1000) / rows.length
}

async function measureKills(): Promise<void> {
  await db.deleteFrom('deliveries').execute()
  await db.deleteFrom('subscribers').execute()
  await manyReaders(db, KILLED_READERS, dueAt)
  await planDue({ db, search }, new Date())
  const log = join(folder, 'kills.log')
  const sink = await startSink(log)
  const random = randomFrom(20)
  let doubted = 0
  let later = 0
  for (let kill = 0; ; kill++) {
    const ended = await sendUntilKilled(server.url, sink.port, `w${kill}`, {
      afterMs: kill < KILLS ? 200 + random.below(1_500) : 600_000,
      aheadMs: later,
    })
    later += 120_000
    const now = new Date(Date.now() + later)
    await reconcile(db, 'hold', now)
    const { accepted, planned } = await settleByLog(db, log, now)
    doubted += accepted + planned
    if (ended && kill >= KILLS) break
  }
  sink.process.kill()
  const counted = copies(log)
  printTable(
    `${KILLS} kills in a run of ${KILLED_READERS.toLocaleString('en')}, with the relay's log`,
    [
      { what: 'lost', value: KILLED_READERS - counted.size, unit: 'mails', target: '≤ 0' },
      {
        what: 'doubled',
        value: [...counted.values()].filter((times) => times > 1).length,
        unit: 'mails',
        target: '≤ 0',
      },
      {
        what: 'in doubt before the log was read',
        value: doubted,
        unit: 'mails',
        target: `≤ ${KILLS * 10}`,
      },
    ],
  )
}
