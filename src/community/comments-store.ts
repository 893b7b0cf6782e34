import { sql } from 'kysely'
import { lockPerson } from '../accounts/people-store.ts'
import type { Database } from '../database/database.ts'
import { notifyPaperChanged } from '../papers/save-store.ts'
import { attend, lockPaper, unattend, type LockedPaper } from '../trending/attend-store.ts'
import { tellOfComment } from './notice-store.ts'
import { withReactions } from './reaction-store.ts'
import { placeOf, type Comment } from './comment.ts'
// oxlint-disable-next-line unicorn/require-module-specifiers -- declares the tables
import type {} from './tables.ts'

export interface NewComment {
  paperId: string
  personId: string
  parentId: number | null
  body: string
  html: string
  mentions: string[] // handles that it calls
  at: Date
}

const DOUBLE_WITHIN_MS = 600_000 // whoever says the same again later may mean it

/** What a person may say: so many comments since then. */
export interface Pace {
  since: Date
  most: number
}

/**
 * Stores a comment and counts it; sent twice, it is one. Null when there is no such comment to answer under this paper,
 * 'too fast' when its writer has said as much as they may.
 */
export function addComment(
  db: Database,
  comment: NewComment,
  { since, most }: Pace,
): Promise<number | null | 'too fast'> {
  return db.transaction().execute(async (transaction) => {
    await lockPerson(transaction, comment.personId)
    if ((await countSince(transaction, comment.personId, since)) >= most) return 'too fast'
    const paper = await lockPaper(transaction, comment.paperId)
    const parent = await findParent(transaction, comment)
    if (parent === undefined) return null
    const sent = await findSent(transaction, comment)
    if (sent !== null) return sent

    const id = await nextId(transaction)
    const { at, mentions, ...said } = comment
    await transaction
      .insertInto('comments')
      .values({ id, ...said, ...placeOf(id, parent), writtenAt: at })
      .execute()
    if (paper && (await isFirst(transaction, id))) await attend(transaction, paper, 'comment', at)
    await tellOfComment(transaction, { id, mentions, at })
    await notifyPaperChanged(transaction, comment.paperId)
    return id
  })
}

/** Whether a comment is its author's first under the paper: more of them are no more attention to it. */
async function isFirst(db: Database, id: number): Promise<boolean> {
  const { rows } = await sql<{ first: boolean }>`
    select person_id is not null and not exists (
      select from comments earlier
      where earlier.person_id = comments.person_id and earlier.paper_id = comments.paper_id and earlier.id < comments.id
    ) as first
    from comments where id = ${id}
  `.execute(db)
  return rows[0]?.first ?? false
}

/** The paper of a comment, locked. Null when there is no such comment, or its paper is gone. */
async function lockPaperOf(transaction: Database, id: number): Promise<LockedPaper | null> {
  const found = await transaction
    .selectFrom('comments')
    .select('paperId')
    .where('id', '=', id)
    .executeTakeFirst()
  return found ? lockPaper(transaction, found.paperId) : null
}

/** The comment to be answered; null for the paper itself; undefined when nobody can answer it any more. */
async function findParent(db: Database, { paperId, parentId }: NewComment) {
  if (parentId === null) return null
  return db
    .selectFrom('comments')
    .select(['place', 'depth'])
    .where('id', '=', parentId)
    .where('paperId', '=', paperId)
    .where('deletedAt', 'is', null)
    .where('hiddenAt', 'is', null)
    .executeTakeFirst()
}

/** The same comment, if its author has just sent it. */
async function findSent(db: Database, comment: NewComment): Promise<number | null> {
  const { personId, paperId, parentId, body, at } = comment
  const found = await db
    .selectFrom('comments')
    .select('id')
    .where('personId', '=', personId)
    .where('writtenAt', '>', new Date(at.getTime() - DOUBLE_WITHIN_MS))
    .where('paperId', '=', paperId)
    .where('parentId', 'is not distinct from', parentId)
    .where('body', '=', body)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  return found?.id ?? null
}

async function nextId(db: Database): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('comments', 'id')) as id
  `.execute(db)
  return rows[0]!.id
}

/** A page of a discussion, as it is read: every answer behind what it answers. `reader` sees which reactions are theirs. */
export async function listComments(
  db: Database,
  paperId: string,
  { page, size, reader }: { page: number; size: number; reader: string | null },
): Promise<{ comments: Comment[]; total: number }> {
  const { total } = await db
    .selectFrom('comments')
    .select((query) => query.fn.countAll<number>().as('total'))
    .where('paperId', '=', paperId)
    .executeTakeFirstOrThrow()
  const rows = await selectComments(db)
    .where('paperId', '=', paperId)
    .orderBy('place')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  return { comments: await withReactions(db, rows.map(shown), reader), total }
}

/** The newest comments of a paper, for its feed. Those taken away are left out. */
export async function newestComments(
  db: Database,
  paperId: string,
  limit: number,
): Promise<Comment[]> {
  const rows = await selectComments(db)
    .where('paperId', '=', paperId)
    .where('deletedAt', 'is', null)
    .where('hiddenAt', 'is', null)
    .orderBy('comments.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(shown)
}

export async function findComment(db: Database, id: number): Promise<Comment | null> {
  const row = await selectComments(db).where('comments.id', '=', id).executeTakeFirst()
  return row ? shown(row) : null
}

/** On which page of its discussion a comment stands, from 1. */
export async function pageOfComment(db: Database, id: number, size: number): Promise<number> {
  const { rows } = await sql<{ before: number }>`
    select count(*) as before from comments earlier
    join comments one on one.id = ${id} and earlier.paper_id = one.paper_id and earlier.place < one.place
  `.execute(db)
  return Math.floor(rows[0]!.before / size) + 1
}

/** How many comments this person wrote since then. */
async function countSince(db: Database, personId: string, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('comments')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('personId', '=', personId)
    .where('writtenAt', '>', since)
    .executeTakeFirstOrThrow()
  return count
}

/** Keeps what it said before. False when it is not this person's, or taken away. */
export function editComment(
  db: Database,
  {
    id,
    personId,
    body,
    html,
    mentions,
    at,
  }: Omit<NewComment, 'paperId' | 'parentId'> & { id: number },
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('comments')
      .select(['paperId', 'body', sql<Date>`coalesce(edited_at, written_at)`.as('writtenAt')])
      .where('id', '=', id)
      .where('personId', '=', personId)
      .where('deletedAt', 'is', null)
      .where('hiddenAt', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!before) return false
    if (before.body === body) return true

    await transaction
      .insertInto('commentVersions')
      .values({ commentId: id, body: before.body, writtenAt: before.writtenAt })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await transaction
      .updateTable('comments')
      .set({ body, html, editedAt: at })
      .where('id', '=', id)
      .execute()
    await tellOfComment(transaction, { id, mentions, at })
    await notifyPaperChanged(transaction, before.paperId)
    return true
  })
}

/** What a comment said before, newest first. */
export async function listVersions(
  db: Database,
  id: number,
): Promise<{ writtenAt: Date; body: string }[]> {
  return db
    .selectFrom('commentVersions')
    .select(['writtenAt', 'body'])
    .where('commentId', '=', id)
    .orderBy('writtenAt', 'desc')
    .execute()
}

/** A stub stays in its place; what was said is gone, earlier versions too. False when it is not this person's. */
export function deleteComment(
  db: Database,
  id: number,
  personId: string,
  at: Date,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const paper = await lockPaperOf(transaction, id)
    const gone = await transaction
      .updateTable('comments')
      .set({ body: '', html: '', deletedAt: at })
      .where('id', '=', id)
      .where('personId', '=', personId)
      .where('deletedAt', 'is', null)
      .returning(['paperId', 'writtenAt', 'hiddenAt'])
      .executeTakeFirst()
    if (!gone) return false
    if (paper && gone.hiddenAt === null && (await isFirst(transaction, id))) {
      await unattend(transaction, paper, 'comment', gone.writtenAt)
    }
    await transaction.deleteFrom('commentVersions').where('commentId', '=', id).execute()
    await transaction.deleteFrom('commentReactions').where('commentId', '=', id).execute()
    await notifyPaperChanged(transaction, gone.paperId)
    return true
  })
}

/** Takes a comment out of sight, or shows it again, in the transaction given. Null when there is no such comment. */
export async function hideComment(
  db: Database,
  id: number,
  hidden: { at: Date; reason: string } | null,
): Promise<{ paperId: string } | null> {
  const paper = await lockPaperOf(db, id)
  const before = await db
    .selectFrom('comments')
    .select(['paperId', 'writtenAt', 'hiddenAt'])
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  if (!before) return null
  await db
    .updateTable('comments')
    .set({ hiddenAt: hidden?.at ?? null, hiddenReason: hidden?.reason ?? null })
    .where('id', '=', id)
    .execute()
  const turns = (before.hiddenAt === null) === (hidden !== null)
  if (paper && turns && (await isFirst(db, id))) {
    const change = hidden === null ? attend : unattend
    await change(db, paper, 'comment', before.writtenAt)
  }
  await notifyPaperChanged(db, before.paperId)
  return { paperId: before.paperId }
}

function selectComments(db: Database) {
  return db
    .selectFrom('comments')
    .leftJoin('people', 'people.id', 'comments.personId')
    .select([
      'comments.id',
      'comments.paperId',
      'comments.parentId',
      'comments.depth',
      'comments.body',
      'comments.html',
      'comments.writtenAt',
      'comments.editedAt',
      'comments.deletedAt',
      'comments.hiddenAt',
      'comments.hiddenReason',
      'comments.personId',
      'people.handle',
      'people.name',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectComments>['execute']>>[number]

/** What was taken away is not even sent to the page. */
function shown({ deletedAt, hiddenAt, personId, handle, name, ...row }: Row): Comment {
  const state = deletedAt ? 'deleted' : hiddenAt ? 'hidden' : 'shown'
  const isShown = state === 'shown'
  return {
    ...row,
    state,
    author: personId && handle ? { id: personId, handle, name: name ?? '' } : null,
    body: isShown ? row.body : '',
    html: isShown ? row.html : '',
    reactions: [],
  }
}

/** Those of the handles that somebody has. */
export async function handlesInUse(db: Database, handles: string[]): Promise<Set<string>> {
  if (handles.length === 0) return new Set()
  const rows = await db
    .selectFrom('people')
    .select('handle')
    .where('handle', 'in', handles)
    .execute()
  return new Set(rows.map(({ handle }) => handle))
}

/** What a person said last, wherever it was. What was taken away is left out, also with its paper. */
export async function listCommentsOf(
  db: Database,
  personId: string,
  limit: number,
): Promise<Comment[]> {
  const rows = await selectComments(db)
    .innerJoin('papers', 'papers.id', 'comments.paperId')
    .where('comments.personId', '=', personId)
    .where('deletedAt', 'is', null)
    .where('hiddenAt', 'is', null)
    .orderBy('writtenAt', 'desc')
    .limit(limit)
    .execute()
  return rows.map(shown)
}
