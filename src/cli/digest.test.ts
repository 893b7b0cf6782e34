import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { faultServer } from '../../test/fault-server.ts'
import { temporaryFolder } from '../../test/temporary-file.ts'
import { openTestDatabase } from '../../test/test-database.ts'
import { emptySearch, KEYS, reader, testSender } from '../../test/test-digests.ts'
import { posted, saveDrafts } from '../../test/test-site.ts'
import { readConfig } from '../config.ts'
import { mailKeys } from '../digests/key-store.ts'
import { planDue } from '../digests/plan.ts'
import { digestCommand } from './digest.ts'
import { UserProblem } from './user-problem.ts'

const DAY = '2025-04-17'
const SUBSCRIBED = new Date('2025-04-16T12:00:00Z')
const opened = await openTestDatabase()
const { db } = opened
await mailKeys(db, KEYS.current, SUBSCRIBED)
await saveDrafts(db, [posted(DAY, 1), posted(DAY, 2)])
const folder = temporaryFolder()

let outbox = ''
let runs = 0
let now = SUBSCRIBED
beforeEach(async () => {
  now = new Date(`${DAY}T08:00:00Z`)
  outbox = join(folder, `outbox-${runs++}`)
  for (const table of ['deliveries', 'subscribers', 'throttles'] as const)
    await db.deleteFrom(table).execute()
})

/** What the command prints. */
async function digest(...args: string[]): Promise<string> {
  let printed = ''
  const config = readConfig({
    OUTBOX_FOLDER: outbox,
    SEARCH_FOLDER: join(folder, 'search'),
    SEARCH_THREADS: '0',
    LOG_LEVEL: 'silent',
  })
  const command = digestCommand({
    withDatabase: (work) => work(opened, config),
    say: (text) => void (printed += `${text}\n`),
    now: () => now,
  })
  for (const each of [command, ...command.commands])
    each.exitOverride().configureOutput({ writeErr() {} })
  await command.parseAsync(args, { from: 'user' })
  return printed
}

const mailsSent = () => (existsSync(outbox) ? readdirSync(outbox).length : 0)

async function states(): Promise<string[]> {
  const rows = await db.selectFrom('deliveries').select('state').orderBy('subscriberId').execute()
  return rows.map(({ state }) => state)
}

/** Two mails whose connection broke after the last dot: the relay kept the first of them. Gives its return path. */
async function twoInDoubt(): Promise<string> {
  const relay = await faultServer(({ line }) => {
    if (line !== 'DOT') return null
    return relay.messages.length === 0 ? 'take and drop' : 'drop'
  })
  const search = await emptySearch()
  onTestFinished(async () => {
    await relay.close()
    await search.close()
  })
  for (const name of ['ada', 'bob']) await reader(db, name, SUBSCRIBED)
  await planDue({ db, search }, now)
  await testSender(db, relay.port, () => now, { connections: 1 }).drain()
  expect(await states()).toEqual(['uncertain', 'uncertain'])
  return relay.messages[0]!.from
}

test('the log of the relay settles what is in doubt: what it names was sent, the rest goes out again', async () => {
  const from = await twoInDoubt()
  const log = join(folder, 'mail.log')
  writeFileSync(
    log,
    `Apr 17 08:00:01 mx postfix/smtpd[9]: connect from unknown\nApr 17 08:00:01 mx postfix/qmgr[7]: 4F1: from=<${from}>, size=9310, nrcpt=1 (queue active)\n`,
  )
  expect(await digest('settle', log)).toBe(
    '1 had reached the relay, 1 had not and will go out again\n',
  )
  expect((await states()).toSorted()).toEqual(['accepted', 'planned'])
  expect(await digest('send')).toBe('0 planned, 1 taken by the relay\n')
  expect(await digest('settle', log)).toBe(
    '0 had reached the relay, 0 had not and will go out again\n',
  )
})

test('a log that names none of our mails, a folder and a file that is not there settle nothing', async () => {
  const from = await twoInDoubt()
  now = new Date(`${DAY}T08:20:00Z`) // long enough ago to be given up
  const log = join(folder, 'other.log')
  const forged = from.replace(/\.\w{10}@/, '.0000000000@')
  writeFileSync(log, `from=<papers@example.org>, from=<${forged}>\n`)
  await expect(digest('settle', log)).rejects.toThrow(/names none of our mails/)
  await expect(digest('settle', join(folder, 'none.log'))).rejects.toThrow(UserProblem)
  await expect(digest('settle', folder)).rejects.toThrow(/cannot be read/)
  expect(await states()).toEqual(['uncertain', 'uncertain'])
})

test('what is due is sent once, and a dry run sends nothing', async () => {
  await reader(db, 'ada', SUBSCRIBED)
  expect(await digest('send', '--dry-run')).toBe('Due: 1 mail. Nothing was planned or sent.\n')
  expect([await states(), mailsSent()]).toEqual([[], 0])
  expect(await digest('send')).toBe('1 planned, 1 taken by the relay\n')
  expect(await digest('send')).toBe('0 planned, 0 taken by the relay\n')
  expect(mailsSent()).toBe(1)
  expect(await digest('status')).toContain('daily 2025-04-17: 1 accepted')
})

test('the mails of a day are made up for readers who have not had them, once', async () => {
  await reader(db, 'ada', SUBSCRIBED, { wishes: [{ hour: 20 }] })
  expect(await digest('send', '--date', DAY, '--dry-run')).toContain('Due: 1 mail.')
  expect(await digest('send', '--date', DAY)).toBe('1 planned, 1 taken by the relay\n')
  expect(await digest('send', '--date', DAY)).toBe('0 planned, 0 taken by the relay\n')
  now = new Date(`${DAY}T21:00:00Z`)
  expect(await digest('send')).toBe('0 planned, 0 taken by the relay\n')
  expect(mailsSent()).toBe(1)
})

test('a day that is none, or long over, is refused', async () => {
  await expect(digest('send', '--date', '2025-02-30')).rejects.toThrow('2025-04-17')
  await expect(digest('send', '--date', '2025-04-02')).rejects.toThrow(/back to 2025-04-03/)
})
