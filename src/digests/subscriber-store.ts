import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { inTransaction } from '../database/in-transaction.ts'
import type { MailAddress } from '../mail/address.ts'
import { nextDue } from './due.ts'
import type { Kind } from './kind.ts'
import type { Subscriber, Wishes } from './subscriber.ts'

export const SUBSCRIBER = ['id', 'publicId', 'address', 'addressKey', 'state', 'zone'] as const

/** Version of the words on the form, which a consent names. Raise it when they change. */
const WORDING = 1

export async function findSubscriber(db: Database, publicId: string): Promise<Subscriber | null> {
  const query = db.selectFrom('subscribers').select(SUBSCRIBER).where('publicId', '=', publicId)
  return (await query.executeTakeFirst()) ?? null
}

export async function findByAddress(db: Database, addressKey: string): Promise<Subscriber | null> {
  const query = db.selectFrom('subscribers').select(SUBSCRIBER).where('addressKey', '=', addressKey)
  return (await query.executeTakeFirst()) ?? null
}

export interface Newcomer {
  publicId: string
  address: MailAddress
  zone: string
  wishes: Wishes[]
  confirmHash: string
}

/**
 * A subscriber who has still to confirm, with what they asked for; or the one of this address, who asks again and is
 * sent a new link. Of two at once, one makes the row and both get it.
 */
export async function addSubscriber(
  db: Database,
  newcomer: Newcomer,
  now: Date,
): Promise<Subscriber> {
  return inTransaction(db, async (transaction) => {
    const { publicId, address, zone, confirmHash } = newcomer
    const row = await transaction
      .insertInto('subscribers')
      .values({
        publicId,
        address: address.address,
        addressKey: address.key,
        state: 'pending',
        zone,
        confirmHash,
        createdAt: now,
        confirmedAt: null,
      })
      .onConflict((conflict) =>
        conflict.column('addressKey').doUpdateSet({
          confirmHash,
          zone: sql`case when subscribers.state in ('pending', 'left') then excluded.zone else subscribers.zone end`,
        }),
      )
      .returning(SUBSCRIBER)
      .executeTakeFirstOrThrow()
    if (await hasNoWishes(transaction, row))
      await saveWishes(transaction, row, newcomer.wishes, now)
    await recordConsent(
      transaction,
      row.id,
      'requested',
      newcomer.wishes.map(({ kind }) => kind),
      'form',
      now,
    )
    return row
  })
}

/** Whoever has chosen what comes keeps it: anybody can type an address, and nothing is shown before the link is used. */
async function hasNoWishes(db: Database, { id, state }: Subscriber): Promise<boolean> {
  if (state === 'pending' || state === 'left') return true
  return state === 'paused' && (await readWishes(db, id)).length === 0
}

/**
 * The subscriber whose confirmation link holds this word becomes active. Null when the link was used, replaced or is
 * for nobody: a link works once.
 */
export async function confirmSubscriber(
  db: Database,
  publicId: string,
  confirmHash: string,
  now: Date,
): Promise<Subscriber | null> {
  return inTransaction(db, async (transaction) => {
    const row = await transaction
      .updateTable('subscribers')
      .set({ state: 'active', confirmHash: null, confirmedAt: now })
      .where('publicId', '=', publicId)
      .where('confirmHash', '=', confirmHash)
      .where('state', '<>', 'suppressed')
      .returning(SUBSCRIBER)
      .executeTakeFirst()
    if (!row) return null
    const wishes = await readWishes(transaction, row.id)
    await schedule(transaction, row, wishes, now)
    await recordConsent(
      transaction,
      row.id,
      'confirmed',
      wishes.map(({ kind }) => kind),
      'link',
      now,
    )
    return row
  })
}

export const WISHES = [
  'kind',
  'hour',
  'weekday',
  'trending',
  'topics',
  'searches',
  'papersMax',
  'papersMin',
] as const

/** In the order of KINDS. */
export function readWishes(db: Database, subscriberId: number): Promise<Wishes[]> {
  return db
    .selectFrom('subscriptions')
    .select(WISHES)
    .where('subscriberId', '=', subscriberId)
    .orderBy('kind')
    .execute()
}

/** Replaces what the subscriber wants. Without any wish there is no mail. */
export async function changeWishes(
  db: Database,
  subscriber: Subscriber,
  wishes: Wishes[],
  source: string,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await transaction
      .updateTable('subscribers')
      .set({ zone: subscriber.zone })
      .where('id', '=', subscriber.id)
      .execute()
    await saveWishes(transaction, subscriber, wishes, now)
    await recordConsent(
      transaction,
      subscriber.id,
      'changed',
      wishes.map(({ kind }) => kind),
      source,
      now,
    )
  })
}

async function saveWishes(
  db: Database,
  subscriber: Subscriber,
  wishes: Wishes[],
  now: Date,
): Promise<void> {
  await db.deleteFrom('subscriptions').where('subscriberId', '=', subscriber.id).execute()
  if (wishes.length === 0) return
  const rows = wishes.map((each) => ({
    subscriberId: subscriber.id,
    ...each,
    ...dueColumns(subscriber, each, now),
  }))
  await db.insertInto('subscriptions').values(rows).execute()
}

/** Puts every wish on its next date. To be called when a subscriber becomes active. */
async function schedule(
  db: Database,
  subscriber: Subscriber,
  wishes: Wishes[],
  now: Date,
): Promise<void> {
  for (const each of wishes) {
    await db
      .updateTable('subscriptions')
      .set(dueColumns(subscriber, each, now))
      .where('subscriberId', '=', subscriber.id)
      .where('kind', '=', each.kind)
      .execute()
  }
}

function dueColumns({ state, zone, publicId }: Subscriber, wishes: Wishes, now: Date) {
  if (state !== 'active') return { nextDate: null, nextDueAt: null }
  const due = nextDue({ ...wishes, zone }, publicId, now)
  return { nextDate: due.date, nextDueAt: due.at }
}

/** Stops one kind of mail. Nothing happens when it has stopped already. */
export async function stopKind(
  db: Database,
  subscriberId: number,
  kind: Kind,
  source: string,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom('subscriptions')
      .where('subscriberId', '=', subscriberId)
      .where('kind', '=', kind)
      .executeTakeFirst()
    if (numDeletedRows > 0n)
      await recordConsent(transaction, subscriberId, 'withdrawn', [kind], source, now)
  })
}

/** Stops everything, until the reader wants it again. 'paused' keeps the wishes, 'left' drops them. */
export async function stopAll(
  db: Database,
  subscriberId: number,
  state: 'paused' | 'left',
  source: string,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await transaction
      .updateTable('subscribers')
      .set({ state, confirmHash: null })
      .where('id', '=', subscriberId)
      .where('state', '<>', 'suppressed')
      .execute()
    const wishes =
      state === 'left'
        ? transaction.deleteFrom('subscriptions').where('subscriberId', '=', subscriberId)
        : transaction
            .updateTable('subscriptions')
            .set({ nextDate: null, nextDueAt: null })
            .where('subscriberId', '=', subscriberId)
    await wishes.execute()
    await recordConsent(transaction, subscriberId, 'withdrawn', [], source, now)
  })
}

/** Goes on after a pause. */
export async function resume(
  db: Database,
  subscriber: Subscriber,
  source: string,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    const row = await transaction
      .updateTable('subscribers')
      .set({ state: 'active' })
      .where('id', '=', subscriber.id)
      .where('state', '=', 'paused')
      .returning(SUBSCRIBER)
      .executeTakeFirst()
    if (!row) return
    const wishes = await readWishes(transaction, row.id)
    await schedule(transaction, row, wishes, now)
    await recordConsent(
      transaction,
      row.id,
      'changed',
      wishes.map(({ kind }) => kind),
      source,
      now,
    )
  })
}

async function recordConsent(
  db: Database,
  subscriberId: number,
  what: 'requested' | 'confirmed' | 'changed' | 'withdrawn',
  kinds: Kind[],
  source: string,
  at: Date,
): Promise<void> {
  await db
    .insertInto('consents')
    .values({ subscriberId, what, kinds, wording: WORDING, source, at })
    .execute()
}

/** Forgets who asked and never confirmed. Returns how many. */
export async function dropUnconfirmed(db: Database, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('subscribers')
    .where('state', '=', 'pending')
    .where('createdAt', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
