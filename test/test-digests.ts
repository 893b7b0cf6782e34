import type { OpenDatabase } from '../src/database/database.ts'
import type { Press } from '../src/digests/compose/digest.ts'
import type { MailKeys } from '../src/digests/keys.ts'
import {
  openSender,
  type Sender,
  type SenderEvent,
  type SenderOptions,
} from '../src/digests/send/sender.ts'
import { addSubscriber, confirmSubscriber } from '../src/digests/subscriber-store.ts'
import { FIRST_WISHES, type Subscriber, type Wishes } from '../src/digests/subscriber.ts'
import { parseAddress } from '../src/mail/address.ts'
import { connectRelay, type RelayOptions } from '../src/mail/relay.ts'
import { openIndex } from '../src/search/index/open.ts'
import type { Search } from '../src/search/search.ts'

export const KEYS: MailKeys = keysOf({ id: 'k1', secret: 'a secret of the tests' })

function keysOf(key: { id: string; secret: string }): MailKeys {
  return { current: key, oldest: key, byId: new Map([[key.id, key]]) }
}

const SITE = 'https://papers.example.org'

export const PRESS: Press = {
  siteName: 'Broadsheet',
  sender: { name: 'Broadsheet', address: parseAddress('papers@example.org')! },
  bounceDomain: 'bounce.example.org',
  keys: KEYS,
  links: {
    paper: (id) => `${SITE}/papers/${id}`,
    unsubscribe: (token) => `${SITE}/email/u/${token}`,
    preferences: (token) => `${SITE}/email/p/${token}`,
    issue: (token) => `${SITE}/email/v/${token}`,
  },
}

const MAIL_TABLES = [
  'deliveries',
  'selections',
  'deliveryAttempts',
  'bounces',
  'throttles',
  'mailStops',
  'mailEvents',
  'suppressions',
  'subscribers',
] as const

/** Leaves nothing of the mails and readers of former tests; their issues stay. */
export async function forgetMail(db: OpenDatabase['db']): Promise<void> {
  for (const table of MAIL_TABLES) await db.deleteFrom(table).execute()
}

/** How many mails the ledger has in each state. */
export async function deliveryStates(db: OpenDatabase['db']): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['state', (the) => the.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

/** A reader who asked for mails at this moment and confirmed at once. */
export async function reader(
  db: OpenDatabase['db'],
  name: string,
  now: Date,
  { wishes = [{}], zone = 'UTC' }: { wishes?: Partial<Wishes>[]; zone?: string } = {},
): Promise<Subscriber> {
  const publicId = name.replaceAll(/[^a-z0-9-]/gi, '-')
  const newcomer = {
    publicId,
    address: parseAddress(name.includes('@') ? name : `${name}@example.com`)!,
    zone,
    wishes: wishes.map((each) => ({ ...FIRST_WISHES, ...each })),
    confirmHash: publicId,
  }
  await addSubscriber(db, newcomer, now)
  return (await confirmSubscriber(db, publicId, publicId, now))!
}

export function emptySearch(): Promise<Search> {
  return openIndex({ folder: null, modelPath: null, threads: 0, timeLimit: Infinity })
}

export interface TestSender extends Sender {
  events: SenderEvent[]
}

/** A sender to a relay on this machine, without limits and with a clock of the test's own. */
export function testSender(
  db: OpenDatabase['db'],
  port: number,
  now: () => Date,
  options: Partial<SenderOptions> = {},
): TestSender {
  const events: SenderEvent[] = []
  const sender = openSender({
    db,
    press: PRESS,
    connect: () => connectRelay(relayAt(port)),
    dkim: null,
    worker: 'w1',
    connections: 3,
    rate: 100_000,
    most: null,
    warmsUp: false,
    now,
    chance: () => 0.5,
    report: (event) => events.push(event),
    ...options,
  })
  return { ...sender, events }
}

/** A relay on this machine. */
export function relayAt(port: number): RelayOptions {
  return {
    address: { host: '127.0.0.1', port, isSecure: false, upgrade: 'never', credentials: null },
    name: 'papers.example.org',
    replyTimeoutMs: 20_000,
  }
}
