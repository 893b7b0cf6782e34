import { beforeEach, expect, test } from 'vitest'
import { faultServer } from '../../../../test/fault-server.ts'
import { signIn } from '../../../../test/sign-in.ts'
import { KEYS, reader, testSender } from '../../../../test/test-digests.ts'
import { posted, testSite, TODAY } from '../../../../test/test-site.ts'
import { planDue } from '../../../digests/plan.ts'
import { findByAddress } from '../../../digests/subscriber-store.ts'
import { addressHash } from '../../../digests/keys.ts'
import { suppress } from '../../../digests/suppression-store.ts'
import { makeToken } from '../../../digests/token.ts'
import { paths } from '../../paths.ts'

const site = await testSite()
const { db } = site
const NOW = new Date(`${TODAY}T12:00:00Z`)
const EARLY = new Date(`${TODAY}T05:00:00Z`)
await site.print(posted(TODAY, 1))

beforeEach(async () => {
  for (const table of [
    'subscribers',
    'deliveries',
    'selections',
    'outbox',
    'suppressions',
    'subscribeRequests',
    'allowances',
    'throttles',
  ] as const)
    await db.deleteFrom(table).execute()
})

async function post(path: string, fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams(fields)
  const headers = { 'sec-fetch-site': 'same-origin' }
  const response = await site.app.request(path, { method: 'POST', body, headers })
  await site.settled()
  return response
}

const preferences = (publicId: string) =>
  paths.preferences(makeToken(KEYS, { scope: 'p', publicId, detail: '', expiresAt: null }))

const mails = () => db.selectFrom('outbox').select(['address', 'subject', 'text']).execute()

/** Asks for the link to a reader's data, and gives its path from the mail. */
async function linkFor(publicId: string): Promise<string> {
  await post(preferences(publicId), { do: 'data' })
  const { text } = (await mails()).find(({ subject }) => subject.includes('stores'))!
  return new URL(/https:\S+/.exec(text)![0]).pathname
}

test('a reader without account takes out what is stored, by a link that goes to the address alone', async () => {
  const ada = await reader(db, 'ada', EARLY)
  await planDue({ db, search: site.search }, NOW)
  expect(await (await post(preferences(ada.publicId), { do: 'data' })).text()).toContain(
    'on its way',
  )
  expect(await mails()).toMatchObject([{ address: 'ada@example.com' }])

  const link = await linkFor(ada.publicId)
  expect(await site.read(link)).toContain('ada@example.com')
  const file = await site.app.request(`${link}/file`)
  expect(file.headers.get('content-disposition')).toContain('mails-2025-04-17.json')
  expect(file.headers.get('cache-control')).toBe('no-store')
  expect(await file.json()).toMatchObject({
    subscribers: [{ address: 'ada@example.com', state: 'active' }],
    subscriptions: [{ kind: 'daily', hour: 7 }],
    consents: [{ what: 'requested' }, { what: 'confirmed' }],
    deliveries: [{ kind: 'daily', date: TODAY, state: 'planned', paperIds: ['2504.00001'] }],
  })
})

test('the links in a digest open no data, and only so many links are sent', async () => {
  const ada = await reader(db, 'ada', EARLY)
  for (const scope of ['p', 'u', 'v', 'c'] as const) {
    const token = makeToken(KEYS, { scope, publicId: ada.publicId, detail: '', expiresAt: null })
    for (const path of [paths.ownMailData(token), paths.ownMailDataFile(token)])
      expect((await site.app.request(path)).status).toBe(404)
    expect((await post(paths.ownMailData(token), {})).status).toBe(404)
  }
  for (let n = 0; n < 5; n++) await post(preferences(ada.publicId), { do: 'data' })
  expect(await mails()).toHaveLength(1) // of one moment: it has one name
  expect(await (await post(preferences(ada.publicId), { do: 'data' })).text()).toContain('already')
  const old = makeToken(KEYS, { scope: 'd', publicId: ada.publicId, detail: '', expiresAt: NOW })
  expect((await site.app.request(paths.ownMailData(old))).status).toBe(404)
})

test('looking changes nothing, the button deletes everything, and the link is dead then', async () => {
  const ada = await reader(db, 'ada', EARLY)
  await planDue({ db, search: site.search }, NOW)
  const link = await linkFor(ada.publicId)
  for (const method of ['GET', 'HEAD']) await site.app.request(link, { method })
  expect(await findByAddress(db, 'ada@example.com')).not.toBeNull()

  expect(await (await post(link, {})).text()).toContain('Deleted')
  expect((await post(link, {})).status).toBe(404)
  for (const table of [
    'subscribers',
    'subscriptions',
    'consents',
    'outbox',
    'bounces',
    'deliveryAttempts',
    'selections',
  ] as const)
    expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([])
  expect(
    await db.selectFrom('deliveries').select(['state', 'selectionId', 'domain', 'reply']).execute(),
  ).toEqual([{ state: 'skipped', selectionId: null, domain: '', reply: null }])
})

test('40: who is erased while a mail is on its way gets it no more, and others do', async () => {
  await reader(db, 'ada', EARLY)
  await reader(db, 'bob', EARLY)
  await planDue({ db, search: site.search }, NOW)
  const link = await linkFor('ada')
  const relay = await faultServer(async ({ line }) => {
    if (line.startsWith('RCPT') && line.includes('ada@')) await post(link, {})
    return null
  })
  await testSender(db, relay.port, () => NOW, { connections: 1 }).drain()
  await relay.close()
  expect(relay.messages.map(({ to }) => to)).toEqual(['bob@example.com'])
  const states = await db.selectFrom('deliveries').select('state').orderBy('subscriberId').execute()
  expect(states).toEqual([{ state: 'skipped' }, { state: 'accepted' }])
})

test('40: an erased address subscribes again like any other, a suppressed one gets no answer', async () => {
  await reader(db, 'ada', EARLY)
  await post(await linkFor('ada'), {})
  await post(paths.subscribe, { address: 'ada@example.com' })
  expect(await mails()).toMatchObject([{ subject: 'Confirm your subscription to Broadsheet' }])

  const bob = await reader(db, 'bob', EARLY)
  const gone = {
    addressHash: addressHash(KEYS, 'bob@example.com'),
    subscriberId: bob.id,
    evidence: null,
  }
  await suppress(db, { ...gone, reason: 'complaint' }, NOW)
  await post(paths.subscribe, { address: 'bob@example.com' })
  expect(await mails()).toHaveLength(1)
})

test('mails are joined to the account of their address when its owner says so, and only then', async () => {
  const ada = await signIn(site, { handle: 'ada' })
  expect(await ada.read(paths.settings)).toContain('Get new papers by mail')
  const { publicId } = await reader(db, 'ada@example.org', EARLY)
  expect(await ada.read(paths.settings)).toContain('Join them to this account')
  expect(await ada.read(paths.settings)).not.toContain('/email/p/')

  expect((await ada.post(paths.mails, { do: 'join' })).status).toBe(303)
  const settings = await ada.read(paths.settings)
  const link = /\/email\/p\/[^"]+/.exec(settings)![0]
  expect(await site.read(link)).toContain('What you get by mail')
  expect(await ada.read(paths.takeOut)).toContain(`"address": "ada@example.org"`)

  await ada.post(paths.mails, { do: 'apart' })
  expect(await ada.read(paths.settings)).toContain('Join them to this account')
  expect((await findByAddress(db, 'ada@example.org'))!.publicId).toBe(publicId)
})

test('nobody joins mails of another address, or such as are joined to another account', async () => {
  const eve = await signIn(site, { handle: 'eve' })
  await reader(db, 'victim@example.org', EARLY)
  await eve.post(paths.mails, { do: 'join' })
  const victim = await signIn(site, { handle: 'victim' })
  await victim.post(paths.mails, { do: 'join' })
  const joined = await db.selectFrom('subscribers').select('personId').execute()
  expect(joined).toEqual([{ personId: victim.person.id }])

  await db.updateTable('people').set({ email: null }).where('id', '=', victim.person.id).execute()
  await db
    .updateTable('people')
    .set({ email: 'victim@example.org' })
    .where('id', '=', eve.person.id)
    .execute()
  await eve.post(paths.mails, { do: 'join' })
  expect(await db.selectFrom('subscribers').select('personId').execute()).toEqual(joined)
  expect(await eve.read(paths.settings)).not.toContain('/email/p/')
})

test('the mails go with the account', async () => {
  const leaving = await signIn(site, { handle: 'leaving' })
  await reader(db, 'leaving@example.org', EARLY)
  await leaving.post(paths.erase, { handle: 'leaving', farewell: 'keep' })
  expect(await findByAddress(db, 'leaving@example.org')).toBeNull()
})
