import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { knownKeys } from './key-store.ts'
import { addressHash } from './keys.ts'
import { ofReader } from './of-reader-store.ts'
import type { Subscriber } from './subscriber.ts'
import { WISHES } from './subscriber-store.ts'

/** What is stored about a reader of mails, by table. */
export interface OwnMailData {
  subscribers: object[]
  subscriptions: object[]
  consents: object[]
  deliveries: object[] // of the last months; issues are named by kind and date
  bounces: object[]
  outbox: object[] // single mails of the last days
}

/** Everything that is stored about this reader, for them to read. No secrets: links in mails are left out. */
export async function readOwnData(db: Database, { id, address }: Subscriber): Promise<OwnMailData> {
  const [subscribers, subscriptions, consents] = await Promise.all([
    db
      .selectFrom('subscribers')
      .select(['address', 'state', 'zone', 'createdAt', 'confirmedAt'])
      .where('id', '=', id)
      .execute(),
    db
      .selectFrom('subscriptions')
      .select([...WISHES, 'nextDate', 'nextDueAt'])
      .where('subscriberId', '=', id)
      .orderBy('kind')
      .execute(),
    db
      .selectFrom('consents')
      .select(['what', 'kinds', 'wording', 'source', 'at'])
      .where('subscriberId', '=', id)
      .orderBy('consents.id')
      .execute(),
  ])
  const [deliveries, bounces, outbox] = await Promise.all([
    db
      .selectFrom('deliveries')
      .innerJoin('issues', 'issues.id', 'deliveries.issueId')
      .leftJoin('selections', 'selections.id', 'selectionId')
      .select([
        'kind',
        'date',
        'state',
        'reason',
        'selections.paperIds',
        'reasons',
        'dueAt',
        'settledAt',
        'reply',
      ])
      .where('subscriberId', '=', id)
      .orderBy('date')
      .orderBy('kind')
      .execute(),
    db
      .selectFrom('bounces')
      .innerJoin('issues', 'issues.id', 'issueId')
      .select(['issues.kind as mail', 'date', 'bounces.kind', 'at', 'status', 'detail'])
      .where('subscriberId', '=', id)
      .orderBy('at')
      .execute(),
    db
      .selectFrom('outbox')
      .select(['subject', 'state', 'createdAt'])
      .where('address', '=', address)
      .orderBy('createdAt')
      .execute(),
  ])
  return { subscribers, subscriptions, consents, deliveries, bounces, outbox }
}

/**
 * Forgets a reader. What stays of the ledger is that a mail was sent, to nobody any more. An address that must not be
 * written to stays on that list, as a hash. To be called in a transaction.
 */
export async function eraseReader(db: Database, reader: Subscriber): Promise<void> {
  const { id, address, addressKey } = reader
  await db.deleteFrom('subscriptions').where('subscriberId', '=', id).execute() // first: a planner that has them in hand is waited for
  await dropSelections(db, id)
  await sql`
    update deliveries set
      selection_id = null, reply = null, domain = '',
      state = case when state in ('planned', 'claimed', 'deferred', 'uncertain', 'held') then 'skipped' else state end,
      reason = case when state in ('planned', 'claimed', 'deferred', 'uncertain', 'held') then 'not wanted any more' end
    where ${ofReader(id)}
  `.execute(db)
  await sql`
    delete from delivery_attempts where (issue_id, subscriber_id) in (
      select issue_id, subscriber_id from deliveries where ${ofReader(id)}
    )
  `.execute(db)
  await db.deleteFrom('bounces').where('subscriberId', '=', id).execute()
  await db.deleteFrom('outbox').where('address', '=', address).execute()
  await sql`
    delete from mail_events where raw is not null and strpos(lower(raw), ${addressKey}) > 0
  `.execute(db)
  const keys = await knownKeys(db)
  if (keys) {
    const hash = addressHash(keys, addressKey)
    await db
      .updateTable('suppressions')
      .set({ evidence: null })
      .where('addressHash', '=', hash)
      .execute()
  }
  await db.deleteFrom('subscribers').where('id', '=', id).execute() // wishes and consents go with it
}

/** What somebody asked for is in the reasons. What others got too stays theirs. */
async function dropSelections(db: Database, subscriberId: number): Promise<void> {
  await sql`
    delete from selections where id in (select selection_id from deliveries where ${ofReader(subscriberId)})
      and not exists (
        select from deliveries as other
        where other.issue_id = selections.issue_id and other.selection_id = selections.id and other.subscriber_id <> ${subscriberId}
      )
  `.execute(db)
}
