import { sql } from 'kysely'
import { lockPerson } from '../accounts/people-store.ts'
import type { Database } from '../database/database.ts'
import type { Follow } from './follow.ts'
import type {} from './tables.ts' // oxlint-disable-line unicorn/require-module-specifiers -- it declares the tables

/** More cannot be kept an eye on, by anybody. */
const FOLLOWS_MAX = 1_000

/** Follows something; a second time changes nothing. Nothing happens to whoever follows as much as anybody may. */
export async function follow(
  db: Database,
  personId: string,
  { kind, subject }: Follow,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lockPerson(transaction, personId) // so that the limit holds
    await sql`
      insert into follows (person_id, kind, subject, followed_at)
      select ${personId}, ${kind}, ${subject}, ${now}::timestamptz
      where (select count(*) from follows where person_id = ${personId}) < ${FOLLOWS_MAX}::integer
      on conflict do nothing
    `.execute(transaction)
  })
}

export async function unfollow(
  db: Database,
  personId: string,
  { kind, subject }: Follow,
): Promise<void> {
  await db
    .deleteFrom('follows')
    .where('personId', '=', personId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .execute()
}

export async function isFollowing(
  db: Database,
  personId: string,
  { kind, subject }: Follow,
): Promise<boolean> {
  const found = await db
    .selectFrom('follows')
    .select('kind')
    .where('personId', '=', personId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return found !== undefined
}

/** What a person follows, by kind and subject. */
export function listFollows(db: Database, personId: string): Promise<Follow[]> {
  return db
    .selectFrom('follows')
    .select(['kind', 'subject'])
    .where('personId', '=', personId)
    .orderBy('kind')
    .orderBy('subject')
    .limit(FOLLOWS_MAX)
    .execute()
}

/** Some searches that are followed, each once, from below `after`: '' begins. */
export async function followedSearches(
  db: Database,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('follows')
    .select('subject')
    .distinct()
    .where('kind', '=', 'search')
    .where('subject', '>', after)
    .orderBy('subject')
    .limit(limit)
    .execute()
  return rows.map(({ subject }) => subject)
}
