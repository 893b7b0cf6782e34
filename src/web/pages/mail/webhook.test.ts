import { createHmac } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { forgetMail, KEYS, PRESS, reader } from '../../../../test/test-digests.ts'
import { posted, testSite, TODAY, WEBHOOK_SECRET } from '../../../../test/test-site.ts'
import { bounceAddress } from '../../../digests/verp.ts'
import { copyId } from '../../../digests/compose/copy-id.ts'
import { planDue } from '../../../digests/plan.ts'
import { listStops } from '../../../digests/send/stop-store.ts'
import { paths } from '../../paths.ts'

const NOW = new Date(`${TODAY}T12:00:00Z`)
const site = await testSite()
const { db } = site
await site.print(posted(TODAY, 1))

beforeEach(() => forgetMail(db))

/** Readers who have had today's mail. Gives how a relay could name each of these mails. */
async function sentTo(...names: string[]) {
  const readers = []
  for (const name of names) readers.push(await reader(db, name, new Date(`${TODAY}T05:00:00Z`)))
  await planDue({ db, search: site.search }, NOW)
  await db.updateTable('deliveries').set({ state: 'accepted', settledAt: NOW }).execute()
  const { issueId } = await db.selectFrom('deliveries').select('issueId').executeTakeFirstOrThrow()
  return readers.map(({ id, publicId, address }) => ({
    return_path: bounceAddress(KEYS, { issueId, subscriberId: id }, 'bounce.example.org'),
    message_id: `<${copyId(KEYS, { kind: 'daily', date: TODAY }, publicId)}@example.org>`,
    recipient: address,
  }))
}

interface Sealed {
  id?: string
  at?: Date
  secret?: string
}

const keyOf = (secret: string) => Buffer.from(secret.replace('whsec_', ''), 'base64')

/** Headers as Standard Webhooks has them. */
function seal(body: string, { id = 'm1', at = NOW, secret = WEBHOOK_SECRET }: Sealed = {}) {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const mac = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`)
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${mac.digest('base64')}`,
  }
}

async function post(body: string, headers: Record<string, string> = seal(body)): Promise<number> {
  const { status } = await site.app.request(paths.mailWebhook, { method: 'POST', body, headers })
  return status
}

const told = (events: object[], sealed?: Sealed) => {
  const body = JSON.stringify({ events })
  return post(body, seal(body, sealed))
}

const states = async () =>
  (await db.selectFrom('subscribers').select('state').orderBy('id').execute()).map(
    ({ state }) => state,
  )

test('a relay tells of a dead address, by the return path or by the Message-ID and the reader', async () => {
  const [ada, bob] = await sentTo('ada', 'bob', 'cy')
  const bounce = { event: 'bounced', status: '5.1.1', detail: '550 nobody' }
  expect(await told([{ ...bounce, return_path: ada!.return_path }])).toBe(204)
  expect(await states()).toEqual(['suppressed', 'active', 'active'])
  const { message_id, recipient } = bob!
  expect(await told([{ ...bounce, message_id, recipient }], { id: 'm2' })).toBe(204)
  expect(await states()).toEqual(['suppressed', 'suppressed', 'active'])
})

test('a Message-ID of another reader, another issue or another maker names no mail', async () => {
  const [ada, bob] = await sentTo('ada', 'bob')
  const other = copyId(
    { ...KEYS, oldest: { id: 'x', secret: 'x' } },
    { kind: 'daily', date: TODAY },
    'ada',
  )
  const yesterday = copyId(KEYS, { kind: 'daily', date: '2025-04-16' }, 'ada')
  const wrong = [
    bob!.message_id,
    `<${other}@example.org>`,
    `<${yesterday}@example.org>`,
    '',
    '<x@y>',
  ]
  const events = wrong.map((message_id) => ({
    event: 'complained',
    message_id,
    recipient: ada!.recipient,
  }))
  expect(
    await told([
      ...events,
      { event: 'complained' },
      { event: 'complained', return_path: 'b+1.1.0000000000@x' },
    ]),
  ).toBe(204)
  expect(await states()).toEqual(['active', 'active'])
})

/** As Resend sends it, by Svix. */
function fromResend(type: string, to: string, bounce?: object): Promise<number> {
  const data = { email_id: 'e1', from: 'papers@example.org', to: [to], subject: 'x', bounce }
  const body = JSON.stringify({ type, created_at: NOW.toISOString(), data })
  const sealed = Object.entries(seal(body, { id: `${type} ${to}` }))
  return post(
    body,
    Object.fromEntries(sealed.map(([name, value]) => [name.replace('webhook-', 'svix-'), value])),
  )
}

test('Resend tells of readers, by the headers of Svix', async () => {
  const [ada, bob, cy, dan] = await sentTo('ada', 'bob', 'cy', 'dan')
  const full = { type: 'Transient', subType: 'MailboxFull', message: '552 5.2.2 full' }
  const dead = { type: 'Permanent', subType: 'General', message: 'It bounced before.' }
  expect(await fromResend('email.bounced', ada!.recipient, dead)).toBe(204)
  expect(await fromResend('email.bounced', bob!.recipient, full)).toBe(204)
  expect(await fromResend('email.complained', cy!.recipient)).toBe(204)
  expect(await fromResend('email.opened', dan!.recipient)).toBe(204)
  expect(await fromResend('email.bounced', 'nobody@example.com', dead)).toBe(204)
  expect(await states()).toEqual(['suppressed', 'active', 'suppressed', 'active'])
  const bounces = await db
    .selectFrom('bounces')
    .select(['kind', 'status'])
    .orderBy('kind')
    .execute()
  expect(bounces).toEqual([
    { kind: 'complaint', status: null },
    { kind: 'hard', status: '5.1.1' },
    { kind: 'soft', status: '5.2.2' },
  ])
})

test('a failure that may pass is counted, and what else a relay tells changes nothing', async () => {
  const [ada] = await sentTo('ada')
  const mail = { return_path: ada!.return_path }
  await told([
    { event: 'delivered', ...mail },
    { event: 'delayed', ...mail },
    { event: 'bounced', ...mail },
  ])
  expect(await states()).toEqual(['active'])
  expect(await db.selectFrom('bounces').select(['kind', 'status']).execute()).toEqual([
    { kind: 'soft', status: '5.0.0' },
  ])
})

test('37: a complaint that comes before the relay has said yes ends everything too', async () => {
  const [ada] = await sentTo('ada')
  await db
    .updateTable('deliveries')
    .set({ state: 'committing', worker: 'w', leaseUntil: new Date(NOW.getTime() + 60_000) })
    .execute()
  await told([{ event: 'complained', return_path: ada!.return_path }])
  expect(await states()).toEqual(['suppressed'])
  expect(await db.selectFrom('deliveries').select('state').execute()).toEqual([
    { state: 'committing' },
  ])
})

test('37: what is not signed with our secret, was changed, or was signed too long ago is refused', async () => {
  const [ada] = await sentTo('ada')
  const body = JSON.stringify({ events: [{ event: 'complained', return_path: ada!.return_path }] })
  const good = seal(body)
  const wrong: Record<string, string>[] = [
    {},
    seal(body, { secret: 'whsec_b3RoZXI=' }),
    seal(body, { at: new Date(NOW.getTime() - 6 * 60_000) }),
    seal(body, { at: new Date(NOW.getTime() + 6 * 60_000) }),
    seal(`${body} `),
    { ...good, 'webhook-id': 'm3' },
    { ...good, 'webhook-timestamp': `${good['webhook-timestamp']}.0` },
    { ...good, 'webhook-signature': good['webhook-signature'].replace('v1,', 'v2,') },
    { ...good, 'webhook-signature': 'v1,' },
    { ...good, 'webhook-signature': good['webhook-signature'].slice(0, -4) },
  ]
  for (const headers of wrong) expect(await post(body, headers), JSON.stringify(headers)).toBe(401)
  expect(await states()).toEqual(['active'])
  const both = { ...good, 'webhook-signature': `v1,AAAA ${good['webhook-signature']}` } // while a key changes
  expect(await post(body, both)).toBe(204)
  expect(await states()).toEqual(['suppressed'])
})

test('37: a message that comes again changes nothing and is answered like the first', async () => {
  const [ada, bob] = await sentTo('ada', 'bob')
  await told([{ event: 'complained', return_path: ada!.return_path }])
  await db.deleteFrom('bounces').execute()
  expect(await told([{ event: 'complained', return_path: ada!.return_path }])).toBe(204)
  expect(await told([{ event: 'complained', return_path: bob!.return_path }])).toBe(204) // the same id
  expect(await db.selectFrom('bounces').select('kind').execute()).toEqual([])
  expect(await states()).toEqual(['suppressed', 'active'])
})

test('a message that could not be taken in as a whole is taken in when it comes again', async () => {
  const [ada] = await sentTo('ada')
  const body = JSON.stringify({ events: [{ event: 'complained', return_path: ada!.return_path }] })
  await db.schema.alterTable('bounces').renameTo('hidden').execute()
  expect(await post(body)).toBe(500)
  await db.schema.alterTable('hidden').renameTo('bounces').execute()
  expect(await post(body)).toBe(204)
  expect(await states()).toEqual(['suppressed'])
})

test.each<[string, string, number]>([
  ['no JSON', 'events', 422],
  ['another shape', '{"events":[{"event":"opened"}]}', 422],
  [
    'too many events',
    JSON.stringify({ events: Array.from({ length: 1001 }, () => ({ event: 'delivered' })) }),
    422,
  ],
  ['nothing', '{"events":[]}', 204],
  ['hundreds of kilobytes', ' '.repeat(300_000), 413],
])('%s is told so', async (_, body, status) => {
  expect(await post(body)).toBe(status)
})

test('without a secret nothing is taken in, and nothing is there to be read', async () => {
  const deaf = await testSite({ mailWebhookSecret: '' })
  const body = '{"events":[]}'
  const answer = await deaf.app.request(paths.mailWebhook, {
    method: 'POST',
    body,
    headers: seal(body),
  })
  expect(answer.status).toBe(404)
  expect((await site.app.request(paths.mailWebhook)).status).toBe(404)
})

test('Mailgun is understood as it speaks', async () => {
  const secret = 'a-signing-key-of-mailgun'
  const house = await testSite({ mailWebhookSecret: secret })
  await house.print(posted(TODAY, 1))
  const ada = await reader(house.db, 'ada', new Date(`${TODAY}T05:00:00Z`))
  await planDue({ db: house.db, search: house.search }, NOW)
  const tell = async (token: string, data: object, key = secret) => {
    const timestamp = String(NOW.getTime() / 1000)
    const signature = createHmac('sha256', key)
      .update(timestamp + token)
      .digest('hex')
    const body = JSON.stringify({
      signature: { timestamp, token, signature },
      'event-data': {
        recipient: 'ada@example.com',
        message: {
          headers: {
            'message-id': `${copyId(KEYS, { kind: 'daily', date: TODAY }, ada.publicId)}@example.org`,
          },
        },
        ...data,
      },
    })
    return (await house.app.request(paths.mailWebhook, { method: 'POST', body })).status
  }
  const kinds = async () =>
    (await house.db.selectFrom('bounces').select('kind').orderBy('at').execute()).map(
      ({ kind }) => kind,
    )

  expect(await tell('t1', { event: 'failed', severity: 'temporary' })).toBe(204)
  expect(await tell('t2', { event: 'opened' })).toBe(204)
  expect(await kinds()).toEqual([])
  expect(await tell('t3', { event: 'complained' }, 'another key of another')).toBe(401)
  const said = { message: '5.2.2 over quota' }
  expect(
    await tell('t4', { event: 'failed', severity: 'permanent', 'delivery-status': said }),
  ).toBe(204)
  expect(await kinds()).toEqual(['soft'])
  expect(await tell('t4', { event: 'complained' })).toBe(204) // a word that was used
  expect(await kinds()).toEqual(['soft'])
  expect(await tell('t5', { event: 'complained' })).toBe(204)
  expect(await kinds()).toContain('complaint')
  expect(PRESS.sender.address.domain).toBe('example.org')
})

test('an issue that more than 0.2 % call unwanted stops, once three have', async () => {
  const names = Array.from({ length: 5 }, (_, n) => `reader${n}`)
  const mails = await sentTo(...names)
  for (const [n, { return_path }] of mails.slice(0, 3).entries()) {
    expect(await listStops(db)).toEqual([])
    await told([{ event: 'complained', return_path }], { id: `c${n}` })
  }
  expect(await listStops(db)).toMatchObject([
    {
      key: expect.stringMatching(/^issue:\d+$/) as string,
      reason: '3 of 5 readers called it unwanted',
    },
  ])
})

test('an issue that fewer call unwanted goes on', async () => {
  const mails = await sentTo(...Array.from({ length: 4 }, (_, n) => `reader${n}`))
  const { issueId } = await db.selectFrom('deliveries').select('issueId').executeTakeFirstOrThrow()
  const many = Array.from({ length: 1_996 }, (_, n) => ({
    issueId,
    subscriberId: 1_000_000 + n,
    state: 'accepted' as const,
    reason: null,
    selectionId: null,
    writtenAt: NOW,
    dueAt: NOW,
    notBefore: NOW,
    domain: 'x',
    worker: null,
    leaseUntil: null,
    reply: null,
    settledAt: NOW,
  }))
  await db.insertInto('deliveries').values(many).execute()
  await told(mails.map(({ return_path }) => ({ event: 'complained', return_path })))
  expect(await listStops(db)).toEqual([]) // 4 of 2,000
})
