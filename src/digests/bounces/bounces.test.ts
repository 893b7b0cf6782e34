import { connect } from 'node:net'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { faultServer } from '../../../test/fault-server.ts'
import { temporaryFolder } from '../../../test/temporary-file.ts'
import { testDatabase } from '../../../test/test-database.ts'
import {
  emptySearch,
  forgetMail,
  KEYS,
  PRESS,
  reader,
  testSender,
} from '../../../test/test-digests.ts'
import { posted, saveDrafts } from '../../../test/test-site.ts'
import { planDue } from '../plan.ts'
import { bounceAddress, readBounceAddress, unsubscribeAddress } from '../verp.ts'
import { emptyFolder } from './folder.ts'
import { listenForBounces, type BounceListener } from './listener.ts'
import { isForUs, takeIn, type Verdict } from './take-in.ts'

const db = await testDatabase()
let now = new Date('2025-04-17T08:00:00Z')
const intake = { db, keys: KEYS, now: () => now }
const folder = temporaryFolder()

beforeAll(async () => {
  for (let day = 1; day <= 9; day++) await saveDrafts(db, [posted(`2025-04-${17 + day}`, day)])
})

beforeEach(() => forgetMail(db))

/** A reader who was sent the mail of a day, and the address at which news about it comes in. */
async function sent(day = '2025-04-18'): Promise<{ to: string; id: number }> {
  const ada =
    (await db.selectFrom('subscribers').select('id').executeTakeFirst()) ??
    (await reader(db, 'ada', new Date('2025-04-17T08:00:00Z')))
  const relay = await faultServer()
  const search = await emptySearch()
  now = new Date(`${day}T07:30:00Z`)
  await planDue({ db, search }, now)
  await testSender(db, relay.port, () => now).drain()
  await search.close()
  await relay.close()
  const issue = await db
    .selectFrom('deliveries')
    .innerJoin('issues', 'issues.id', 'issueId')
    .select('issueId')
    .where('date', '=', day)
    .executeTakeFirstOrThrow()
  return {
    to: bounceAddress(KEYS, { issueId: issue.issueId, subscriberId: ada.id }, 'bounce.example.org'),
    id: ada.id,
  }
}

const state = async () =>
  (await db.selectFrom('subscribers').select('state').executeTakeFirst())?.state

/** A report as Postfix writes it. */
function report(
  status: string,
  { action = 'failed', type = 'multipart/report; report-type=delivery-status' } = {},
): Buffer {
  return Buffer.from(
    [
      'Return-Path: <>',
      'From: MAILER-DAEMON@mx.example (Mail Delivery System)',
      'Auto-Submitted: auto-replied',
      `Content-Type: ${type}; boundary="B"`,
      '',
      '--B',
      'Content-Type: text/plain',
      '',
      'Your message could not be delivered.',
      '--B',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      'Final-Recipient: rfc822; ada@example.com',
      `Action: ${action}`,
      `Status: ${status}`,
      'Diagnostic-Code: smtp; 550 said',
      '    so on two lines',
      '--B',
      'Content-Type: text/rfc822-headers',
      '',
      'Subject: A digest',
      '--B--',
      '',
    ].join('\r\n'),
  )
}

const complaint = Buffer.from(
  'From: fbl@provider.example\r\nContent-Type: multipart/report; report-type=feedback-report; boundary="B"\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: x\r\nVersion: 1\r\n--B--\r\n',
)

test.each(['5.1.1', '5.1.10', '5.2.1'])(
  '36: a report of %s ends all mail to the address',
  async (status) => {
    const { to } = await sent()
    expect(await takeIn(intake, to, report(status))).toBe('failed')
    expect(await state()).toBe('suppressed')
    expect(await db.selectFrom('suppressions').select('reason').execute()).toEqual([
      { reason: 'bounce' },
    ])
  },
)

test.each(['5.2.2', '5.7.1', '4.2.0', '5.0.0'])(
  '36: a report of %s may pass, and ends nothing yet',
  async (status) => {
    const { to } = await sent()
    expect(await takeIn(intake, to, report(status))).toBe('failed')
    expect(await state()).toBe('active')
    expect(await db.selectFrom('bounces').select(['kind', 'status']).execute()).toEqual([
      { kind: 'soft', status },
    ])
  },
)

test('4: a mailbox that stays full for five issues over more than a week is paused, four are not enough', async () => {
  const days = ['2025-04-18', '2025-04-20', '2025-04-22', '2025-04-24', '2025-04-26']
  for (const [at, day] of days.entries()) {
    const { to } = await sent(day)
    await takeIn(intake, to, report('5.2.2'))
    expect(await state()).toBe(at < 4 ? 'active' : 'paused')
  }
})

test('36: a delay is no failure, and the same report twice is one', async () => {
  const { to } = await sent()
  expect(await takeIn(intake, to, report('4.4.1', { action: 'delayed' }))).toBe('delayed')
  expect(await takeIn(intake, to, report('5.2.2'))).toBe('failed')
  expect(await takeIn(intake, to, report('5.2.2'))).toBe('known')
  expect(await db.selectFrom('bounces').select('kind').execute()).toHaveLength(1)
})

test('36: a return address that we did not make tells us nothing', async () => {
  const { to } = await sent()
  for (const wrong of [
    to.replace(
      /\.(\w)(\w+)@/,
      (_, one: string, rest: string) => `.${one === '0' ? '1' : '0'}${rest}@`,
    ),
    'b+1.1@bounce.example.org',
    'papers@example.org',
  ]) {
    expect(isForUs(intake, wrong)).toBe(false)
    expect(await takeIn(intake, wrong, report('5.1.1'))).toBe('not ours')
  }
  expect(await state()).toBe('active')
})

test('37: a complaint ends everything at once, and no confirmation brings it back', async () => {
  const { to } = await sent()
  expect(await takeIn(intake, to, complaint)).toBe('complaint')
  expect(await state()).toBe('suppressed')
})

test.each<[string, string, Verdict]>([
  [
    'an out-of-office note',
    'From: ada@example.com\r\nAuto-Submitted: auto-replied\r\nSubject: Away\r\n\r\nBack on Monday.\r\n',
    'automatic',
  ],
  [
    'a challenge',
    'From: guard@example.com\r\nPrecedence: bulk\r\n\r\nAre you a person?\r\n',
    'automatic',
  ],
  ['a person', 'From: ada@example.com\r\nSubject: Thanks\r\n\r\nI like it.\r\n', 'person'],
  [
    'a report in words alone',
    'Return-Path: <>\r\nFrom: MAILER-DAEMON@qmail.example\r\n\r\nHi. This is the qmail-send program. <ada@example.com>: Sorry, no mailbox here by that name. (#5.1.1)\r\n',
    'unreadable',
  ],
])('38: %s is not taken for a dead address', async (_, text, verdict) => {
  const { to } = await sent()
  expect(await takeIn(intake, to, Buffer.from(text))).toBe(verdict)
  expect(await state()).toBe('active')
  const kept = await db.selectFrom('mailEvents').select('raw').executeTakeFirstOrThrow()
  expect(kept.raw === null).toBe(verdict === 'automatic')
})

test('36: mails within mails without end are read to a depth and no further', async () => {
  const { to } = await sent()
  let nested = 'Subject: innermost\r\n\r\nx\r\n'
  for (let depth = 0; depth < 50; depth++)
    nested = `Content-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n--b${depth}\r\n${nested}\r\n--b${depth}--\r\n`
  expect(await takeIn(intake, to, Buffer.from(nested))).toMatch(/unreadable|person/)
  expect(await state()).toBe('active')
})

test('a mail to the address for unsubscribing unsubscribes', async () => {
  const { to } = await sent()
  const delivery = readBounceAddress(KEYS, to)!
  const address = unsubscribeAddress(KEYS, delivery, 'bounce.example.org')
  const text = Buffer.from('Subject: unsubscribe\r\n\r\n')
  expect(await takeIn(intake, to.replace(/^b/, 'u'), text)).toBe('not ours') // a return path is none
  expect(await takeIn(intake, address.toUpperCase(), text)).toBe('unsubscribed') // some servers fold
  expect(await db.selectFrom('subscriptions').selectAll().execute()).toEqual([])
  expect(await takeIn(intake, address, text)).toBe('unsubscribed')
})

test('what no table can hold is left out of what is kept', async () => {
  const { to } = await sent()
  expect(await takeIn(intake, to, Buffer.from('From: bob@example.com\r\n\r\na \0 b'))).toBe(
    'person',
  )
  const { raw } = await db.selectFrom('mailEvents').select('raw').executeTakeFirstOrThrow()
  expect(raw).toContain('a  b')
  const odd = report('5.2.2').toString().replace('550 said', '550 \0 said')
  expect(await takeIn(intake, to, Buffer.from(odd))).toBe('failed')
})

test('who writes to us without end fills no disk', async () => {
  const { to } = await sent()
  for (let n = 0; n < 110; n++)
    await takeIn(intake, to, Buffer.from(`From: bob@example.com\r\n\r\nletter ${n}`))
  const rows = await db.selectFrom('mailEvents').select('raw').execute()
  expect(rows).toHaveLength(110)
  expect(rows.filter(({ raw }) => raw !== null)).toHaveLength(100)
})

test('news of a mail proves that it was sent', async () => {
  const { to } = await sent()
  await db.updateTable('deliveries').set({ state: 'uncertain' }).execute()
  await takeIn(intake, to, report('5.2.2'))
  expect(await db.selectFrom('deliveries').select('state').executeTakeFirst()).toEqual({
    state: 'accepted',
  })
})

/** Everything at once, as pipelining allows; the server closes after QUIT. */
async function say(listener: BounceListener, lines: string[]): Promise<string> {
  const socket = connect(listener.port, '127.0.0.1')
  let said = ''
  socket.on('data', (data) => (said += String(data)))
  await once(socket, 'data')
  socket.write(`${lines.join('\r\n')}\r\n`)
  await once(socket, 'close')
  return said
}

test('our own mail server takes reports, refuses every other address, and takes no flood', async () => {
  const { to } = await sent()
  const heard: unknown[] = []
  const listener = await listenForBounces(
    intake,
    { host: '127.0.0.1', port: 0, domain: 'bounce.example.org' },
    (each) => heard.push(each),
  )
  afterAll(() => listener.close())

  const other = await say(listener, [
    'EHLO mx.example',
    'MAIL FROM:<>',
    'RCPT TO:<postmaster@bounce.example.org>',
    'QUIT',
  ])
  expect(other).toMatch(/550/)
  const elsewhere = to.replace('@bounce.example.org', '@elsewhere.example')
  const foreign = await say(listener, [
    'EHLO mx.example',
    'MAIL FROM:<>',
    `RCPT TO:<${elsewhere}>`,
    'QUIT',
  ])
  expect(foreign).toMatch(/550/)
  const { issueId } = readBounceAddress(KEYS, to)!
  const crowd = Array.from(
    { length: 12 },
    (_, n) =>
      `RCPT TO:<${bounceAddress(KEYS, { issueId, subscriberId: n + 1 }, 'bounce.example.org')}>`,
  )
  const many = await say(listener, ['EHLO mx.example', 'MAIL FROM:<>', ...crowd, 'QUIT'])
  expect(many.match(/^452/gm)).toHaveLength(2)
  const big = await say(listener, ['EHLO mx.example', 'MAIL FROM:<> SIZE=10000000', 'QUIT'])
  expect(big).toMatch(/552/)
  await say(listener, [
    'EHLO mx.example',
    'MAIL FROM:<>',
    `RCPT TO:<${to}>`,
    'DATA',
    `${report('5.1.1').toString()}.`,
    'QUIT',
  ])
  expect(heard).toEqual(['failed'])
  expect(await state()).toBe('suppressed')
  expect(PRESS.bounceDomain).toBe('bounce.example.org')
})

test('a mailbox folder is emptied once', async () => {
  const { to } = await sent()
  mkdirSync(join(folder, 'new'), { recursive: true })
  writeFileSync(join(folder, 'new', '1'), `Delivered-To: ${to}\r\n${report('5.1.1').toString()}`)
  writeFileSync(join(folder, 'new', '2'), 'Delivered-To: papers@example.org\r\n\r\nHello')
  expect(await emptyFolder(intake, folder)).toEqual(['failed', 'not ours'])
  expect(await emptyFolder(intake, folder)).toEqual([])
  expect(readdirSync(join(folder, 'cur'))).toHaveLength(2)
  mkdirSync(join(folder, 'new', '0'))
  writeFileSync(join(folder, 'new', '1'), 'Delivered-To: papers@example.org\r\n\r\nHello')
  expect(await emptyFolder(intake, folder)).toEqual([expect.any(Error), 'not ours'])
  expect(await state()).toBe('suppressed')
})
