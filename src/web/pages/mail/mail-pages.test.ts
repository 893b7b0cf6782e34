import { beforeEach, expect, test } from 'vitest'
import { KEYS, reader } from '../../../../test/test-digests.ts'
import { posted, testSite, TODAY } from '../../../../test/test-site.ts'
import { planDue } from '../../../digests/plan.ts'
import { subscribe, TooManyAsk } from '../../../digests/subscribe.ts'
import { FIRST_WISHES } from '../../../digests/subscriber.ts'
import { parseAddress } from '../../../mail/address.ts'
import { dropUnconfirmed, findSubscriber, readWishes } from '../../../digests/subscriber-store.ts'
import { suppress } from '../../../digests/suppression-store.ts'
import { addressHash } from '../../../digests/keys.ts'
import { makeToken, readToken, type Scope } from '../../../digests/token.ts'
import { paths } from '../../paths.ts'

const site = await testSite()
const NOW = new Date(`${TODAY}T12:00:00Z`)

beforeEach(async () => {
  for (const table of [
    'subscribers',
    'subscribeRequests',
    'outbox',
    'suppressions',
    'deliveries',
    'issues',
  ] as const) {
    await site.db.deleteFrom(table).execute()
  }
})

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' }

async function post(path: string, fields: Record<string, string>): Promise<Response> {
  const response = await site.app.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: SAME_ORIGIN,
  })
  await site.settled()
  return response
}

const mails = () =>
  site.db.selectFrom('outbox').select(['address', 'subject', 'text']).orderBy('createdAt').execute()

/** The path of the first link in the newest mail. */
async function linkInMail(): Promise<string> {
  const text = (await mails()).at(-1)!.text
  return new URL(/https:\S+/.exec(text)![0]).pathname
}

function token(scope: Scope, publicId: string, detail = '', expiresAt: Date | null = null): string {
  return makeToken(KEYS, { scope, publicId, detail, expiresAt })
}

const state = async (publicId: string) => (await findSubscriber(site.db, publicId))?.state

test('an address is enough, and nothing comes before its link was used', async () => {
  const response = await post(paths.subscribe, { address: 'Ada@example.com', zone: 'Europe/Oslo' })
  expect(response.status).toBe(200)
  expect(await mails()).toMatchObject([
    { address: 'Ada@example.com', subject: 'Confirm your subscription to Broadsheet' },
  ])

  const link = await linkInMail()
  expect(await site.read(link)).toContain('Yes, send them')
  const [pending] = await site.db
    .selectFrom('subscribers')
    .select(['publicId', 'state', 'zone'])
    .execute()
  expect(pending).toMatchObject({ state: 'pending', zone: 'Europe/Oslo' })

  expect(await (await post(link, {})).text()).toContain('You are subscribed')
  expect(await state(pending!.publicId)).toBe('active')
  const due = await site.db
    .selectFrom('subscriptions')
    .select(['kind', 'nextDate', 'hour'])
    .execute()
  expect(due).toEqual([{ kind: 'daily', nextDate: '2025-04-18', hour: 7 }])
})

test('27: one address asked for twice at once, in different spellings, is one reader and one mail', async () => {
  const asked = ['ada@bücher.example', 'ADA@xn--bcher-kva.example', ' ada@BÜCHER.example']
  await Promise.all(asked.map((address) => post(paths.subscribe, { address })))
  expect(await mails()).toHaveLength(1)
  expect(await site.db.selectFrom('subscribers').select('id').execute()).toHaveLength(1)
})

test('28: the answer is the same whoever asks for whomever', async () => {
  const active = await reader(site.db, 'active', NOW)
  await suppress(
    site.db,
    {
      addressHash: addressHash(KEYS, 'gone@example.com'),
      subscriberId: null,
      reason: 'bounce',
      evidence: null,
    },
    NOW,
  )
  const answers = await Promise.all(
    ['new@example.com', active.address, 'gone@example.com', 'x@no-such-domain.invalid'].map(
      async (address) => {
        const response = await post(paths.subscribe, { address })
        return {
          status: response.status,
          headers: [...response.headers],
          body: await response.text(),
        }
      },
    ),
  )
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(
    (await mails()).map(({ address, subject }) => `${address}: ${subject}`).toSorted(),
  ).toEqual([
    'active@example.com: You are already subscribed to Broadsheet',
    'new@example.com: Confirm your subscription to Broadsheet',
    'x@no-such-domain.invalid: Confirm your subscription to Broadsheet',
  ])
})

test('a stranger can have one mail sent in ten minutes, whatever the address is spelled like', async () => {
  for (let n = 0; n < 4; n++) await post(paths.subscribe, { address: 'ada@example.com' })
  await post(paths.subscribe, { address: 'ADA+x@example.com' })
  await post(paths.subscribe, { address: 'ada+y+z@example.com' })
  expect(await mails()).toHaveLength(1)
})

test('a network can ask for five addresses an hour', async () => {
  for (let n = 0; n < 8; n++) await post(paths.subscribe, { address: `ada${n}@example.com` })
  expect(await mails()).toHaveLength(5)
})

test('when very many ask within an hour nobody else is written to, and the operator hears of it', async () => {
  const many = Array.from({ length: 1_000 }, (_, n) => ({
    at: NOW,
    addressHash: `address ${n}`,
    networkHash: `network ${n}`,
  }))
  await site.db.insertInto('subscribeRequests').values(many).execute()
  const asked = subscribe(
    {
      db: site.db,
      keys: KEYS,
      links: { confirm: String, preferences: String },
      siteName: 'Broadsheet',
      now: new Date(NOW.getTime() + 60_000),
      newWord: () => 'word',
    },
    {
      address: parseAddress('ada@example.com')!,
      zone: 'UTC',
      wishes: [FIRST_WISHES],
      network: 'n',
    },
  )
  await expect(asked).rejects.toThrow(TooManyAsk)
  expect(await mails()).toEqual([])
})

test('what is no address is told so, and a program that fills every field is not told at all', async () => {
  const wrong = await post(paths.subscribe, {
    address: 'ada@example.com\r\nBcc: evil@example.test',
  })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('not an e-mail address')
  expect(
    (await post(paths.subscribe, { address: 'ada@example.com', website: 'https://spam.example' }))
      .status,
  ).toBe(200)
  expect(await mails()).toEqual([])
})

test('29: a confirmation link works once, for two days, and not after a newer one', async () => {
  await post(paths.subscribe, { address: 'ada@example.com' })
  const link = await linkInMail()
  expect((await post(link, {})).status).toBe(200)
  expect((await post(link, {})).status).toBe(404)

  const old = token('c', 'someone', 'word', new Date(NOW.getTime() - 1000))
  expect((await site.app.request(paths.confirm(old))).status).toBe(404)
})

test('who never confirms is forgotten', async () => {
  await post(paths.subscribe, { address: 'ada@example.com' })
  expect(await dropUnconfirmed(site.db, new Date(NOW.getTime() + 1))).toBe(1)
  expect(await site.db.selectFrom('subscriptions').selectAll().execute()).toEqual([])
})

test('25: whatever opens the links of a mail changes nothing by it', async () => {
  const ada = await reader(site.db, 'ada', NOW)
  for (const path of [
    paths.unsubscribe(token('u', ada.publicId, 'daily')),
    paths.preferences(token('p', ada.publicId, '', new Date(NOW.getTime() + 1000))),
    paths.confirm(token('c', ada.publicId, 'x', new Date(NOW.getTime() + 1000))),
  ]) {
    for (const method of ['GET', 'HEAD', 'GET']) {
      const response = await site.app.request(path, { method })
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    }
    expect((await site.app.request(path, { method: 'OPTIONS' })).status).toBe(405)
  }
  expect(await state(ada.publicId)).toBe('active')
  expect(await readWishes(site.db, ada.id)).toHaveLength(1)
})

test.each<[string, RequestInit]>([
  [
    'as RFC 8058 says',
    {
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
  ],
  [
    'as a multipart form',
    {
      body: '--x\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    },
  ],
  ['with another body', { body: '{}', headers: { 'content-type': 'application/json' } }],
  ['without a body', {}],
  ['with ten megabytes', { body: 'x'.repeat(10_000_000) }],
  [
    'from a page of another site',
    { headers: { 'sec-fetch-site': 'cross-site', origin: 'https://mail.example' } },
  ],
])('24: one click ends it: %s', async (_, init) => {
  const ada = await reader(site.db, 'ada', NOW, { wishes: [{ kind: 'daily' }, { kind: 'weekly' }] })
  const path = paths.unsubscribe(token('u', ada.publicId, 'daily'))
  for (let n = 0; n < 3; n++) {
    const response = await site.app.request(path, { method: 'POST', ...init })
    expect(response.status).toBe(200)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('location')).toBeNull()
  }
  expect(await readWishes(site.db, ada.id)).toMatchObject([{ kind: 'weekly' }])
  expect(
    await site.db.selectFrom('consents').select('what').where('what', '=', 'withdrawn').execute(),
  ).toHaveLength(1)
})

test('24: one click for a reader who is not there any more is fine too', async () => {
  const response = await site.app.request(paths.unsubscribe(token('u', 'erased', 'daily')), {
    method: 'POST',
  })
  expect(response.status).toBe(200)
})

test('26: a token opens what it was made for, unchanged, and nothing else', async () => {
  const ada = await reader(site.db, 'ada', NOW)
  const good = token('u', ada.publicId, 'daily')
  const other = { id: 'other', secret: 'other' }
  const foreign = makeToken(
    { current: other, oldest: other, byId: new Map([[other.id, other]]) },
    { scope: 'u', publicId: ada.publicId, detail: 'daily', expiresAt: null },
  )
  const wrong = [
    ...Array.from(
      good,
      (character, at) => good.slice(0, at) + (character === 'A' ? 'B' : 'A') + good.slice(at + 1),
    ),
    token('p', ada.publicId, 'daily'),
    foreign,
    `${good}A`,
    good.slice(0, -1),
    'x',
    '1.k1..',
    'x'.repeat(1_500),
  ]
  for (const each of wrong)
    expect((await site.app.request(paths.unsubscribe(each), { method: 'POST' })).status, each).toBe(
      404,
    )
  expect(await readWishes(site.db, ada.id)).toHaveLength(1)
})

test('26: a key that has been replaced still opens the links of old mails, and a link without end opens nothing', async () => {
  const fresh = { id: 'k2', secret: 'the next secret' }
  const both = new Map([...KEYS.byId, [fresh.id, fresh] as const])
  const rotated = { current: fresh, oldest: KEYS.oldest, byId: both }
  const old = { scope: 'u', publicId: 'ada', detail: 'daily', expiresAt: null } as const
  expect(readToken(rotated, 'u', makeToken(KEYS, old), NOW)).toEqual(old)
  expect(readToken(rotated, 'u', makeToken(rotated, old), NOW)).toEqual(old)
  expect(readToken(KEYS, 'u', makeToken(rotated, old), NOW)).toBeNull()
  expect(readToken(KEYS, 'u', '', NOW)).toBeNull()
  const endless = await site.app.request(paths.unsubscribe('x'.repeat(10_000)), { method: 'POST' })
  expect(endless.status).toBe(414)
})

test('a reader changes what comes, and when, without signing in', async () => {
  const ada = await reader(site.db, 'ada', NOW)
  const path = paths.preferences(token('p', ada.publicId))
  expect(await site.read(path)).not.toContain('ada@example.com')

  const form = new URLSearchParams({
    weekly: '1',
    hour: '18',
    weekday: '4',
    zone: 'Asia/Tokyo',
    most: '99',
    least: '0',
    searches: ' sparse experts \n\nsparse experts\nauthor:"Ada"',
  })
  form.append('topic', 'mixture-of-experts')
  form.append('topic', 'no such topic')
  await site.app.request(path, { method: 'POST', body: form, headers: SAME_ORIGIN })
  expect(await readWishes(site.db, ada.id)).toEqual([
    {
      kind: 'weekly',
      hour: 18,
      weekday: 4,
      trending: false,
      topics: ['mixture-of-experts'],
      searches: ['sparse experts', 'author:"Ada"'],
      papersMax: 30,
      papersMin: 1,
    },
  ])
  const [due] = await site.db
    .selectFrom('subscriptions')
    .select(['nextDate', 'nextDueAt'])
    .execute()
  expect(due!.nextDate).toBe('2025-04-18')
  expect(due!.nextDueAt!.toISOString()).toMatch(/^2025-04-18T09:0/)
})

test('a pause keeps the wishes, leaving drops them', async () => {
  const ada = await reader(site.db, 'ada', NOW)
  const path = paths.preferences(token('p', ada.publicId))
  await post(path, { do: 'pause' })
  expect(await state(ada.publicId)).toBe('paused')
  await post(path, { do: 'resume' })
  expect(await state(ada.publicId)).toBe('active')
  expect(
    await site.db
      .selectFrom('subscriptions')
      .select('nextDueAt')
      .where('nextDueAt', 'is not', null)
      .execute(),
  ).toHaveLength(1)
  await post(path, { do: 'leave' })
  expect(await state(ada.publicId)).toBe('left')
  expect(await readWishes(site.db, ada.id)).toEqual([])
})

test('a stranger who types the address of a reader who pauses changes nothing of theirs', async () => {
  const wishes = [{ hour: 21, searches: ['attention'], papersMax: 3 }]
  const ada = await reader(site.db, 'ada', NOW, { wishes, zone: 'Europe/Oslo' })
  await post(paths.preferences(token('p', ada.publicId)), { do: 'pause' })
  await post(paths.subscribe, { address: 'ada@example.com', zone: 'Asia/Tokyo', weekly: '1' })
  expect(await findSubscriber(site.db, ada.publicId)).toMatchObject({
    state: 'paused',
    zone: 'Europe/Oslo',
  })
  expect(await readWishes(site.db, ada.id)).toMatchObject(wishes)

  await post(await linkInMail(), {}) // nobody but ada has it
  expect(await state(ada.publicId)).toBe('active')
  expect(await readWishes(site.db, ada.id)).toMatchObject(wishes)
})

test('42: an issue has a page for everybody, and one for its reader', async () => {
  await site.print(
    posted(TODAY, 1, { title: 'A first paper' }),
    posted(TODAY, 2, { title: '<b>& a second' }),
  )
  const ada = await reader(site.db, 'ada', new Date(`${TODAY}T05:00:00Z`))
  await planDue({ db: site.db, search: site.search }, NOW)

  const page = await site.read(paths.issue('daily', TODAY))
  expect(page).toContain('A first paper')
  expect(page).toContain('&lt;b&gt;&amp; a second')
  expect(await site.read(paths.issues)).toContain(paths.issue('daily', TODAY))
  expect(await site.read(paths.issueFeed('daily'))).toContain('&lt;entry'.slice(4))

  const { issueId } = await site.db
    .selectFrom('deliveries')
    .select('issueId')
    .executeTakeFirstOrThrow()
  expect(await site.read(paths.myIssue(token('v', ada.publicId, String(issueId))))).toContain(
    'A first paper',
  )
  expect(
    (await site.app.request(paths.myIssue(token('v', 'somebody', String(issueId))))).status,
  ).toBe(404)
  expect(
    (await site.app.request(paths.myIssue(token('u', ada.publicId, String(issueId))))).status,
  ).toBe(404)
})

test('what mail does is for admins to see', async () => {
  for (const path of [paths.outbox, paths.digests]) {
    expect((await site.app.request(path)).status).toBe(303)
  }
})
