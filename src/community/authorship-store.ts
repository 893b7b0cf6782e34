import type { Database } from '../database/database.ts'
import { storedText } from '../papers/render.ts'
import type { Authorship } from './authorship.ts'
// oxlint-disable-next-line unicorn/require-module-specifiers -- declares the tables
import type {} from './tables.ts'

/** Keeps what somebody asks for. It takes the place of what was declined. */
export async function saveAuthorship(
  db: Database,
  asked: Pick<Authorship, 'paperId' | 'authorName' | 'authorKey' | 'words'> & {
    personId: string
    at: Date
  },
): Promise<void> {
  const { at, ...what } = asked
  const waits = { askedAt: at, decision: null, decidedAt: null, reason: null }
  await db
    .insertInto('authorships')
    .values({ ...what, ...waits })
    .onConflict((conflict) =>
      conflict
        .columns(['personId', 'paperId'])
        .doUpdateSet({ ...what, ...waits })
        .where('authorships.decision', '=', 'declined'),
    )
    .execute()
}

/** Takes back what somebody asked for, or what they were confirmed as. */
export async function dropAuthorship(
  db: Database,
  personId: string,
  paperId: string,
): Promise<void> {
  await db
    .deleteFrom('authorships')
    .where('personId', '=', personId)
    .where('paperId', '=', paperId)
    .where('decision', 'is distinct from', 'declined') // else it could be asked for anew
    .execute()
}

export async function countAskedSince(
  db: Database,
  personId: string,
  since: Date,
): Promise<number> {
  const { count } = await db
    .selectFrom('authorships')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('personId', '=', personId)
    .where('askedAt', '>', since)
    .executeTakeFirstOrThrow()
  return count
}

export async function findAuthorship(db: Database, id: number): Promise<Authorship | null> {
  const row = await selectAuthorships(db).where('authorships.id', '=', id).executeTakeFirst()
  return row ? authorship(row) : null
}

/** What somebody asked for at a paper. Null: nothing. */
export async function findOwnAuthorship(
  db: Database,
  personId: string,
  paperId: string,
): Promise<Authorship | null> {
  const row = await selectAuthorships(db)
    .where('personId', '=', personId)
    .where('paperId', '=', paperId)
    .executeTakeFirst()
  return row ? authorship(row) : null
}

const AUTHORS_SHOWN = 100 // of one paper, by the order in which they came

/** The authors of a paper who are here. */
export async function listAuthors(db: Database, paperId: string): Promise<Authorship[]> {
  const rows = await selectAuthorships(db)
    .where('paperId', '=', paperId)
    .where('decision', '=', 'confirmed')
    .orderBy('authorships.id')
    .limit(AUTHORS_SHOWN)
    .execute()
  return rows.map(authorship)
}

/** Those that wait, the oldest first. */
export async function listAsked(db: Database, limit: number): Promise<Authorship[]> {
  const rows = await selectAuthorships(db)
    .where('decision', 'is', null)
    .orderBy('askedAt')
    .orderBy('authorships.id')
    .limit(limit)
    .execute()
  return rows.map(authorship)
}

/** Those that were confirmed, the last first. */
export async function listConfirmed(db: Database, limit: number): Promise<Authorship[]> {
  const rows = await selectAuthorships(db)
    .where('decision', '=', 'confirmed')
    .orderBy('decidedAt', 'desc')
    .orderBy('authorships.id')
    .limit(limit)
    .execute()
  return rows.map(authorship)
}

/** Whether somebody else is confirmed under the same name. Of the same paper, which is to be locked before. */
export async function hasOther(
  db: Database,
  { paperId, authorKey, by }: Authorship,
): Promise<boolean> {
  const other = await db
    .selectFrom('authorships')
    .select('id')
    .where('paperId', '=', paperId)
    .where('decision', '=', 'confirmed')
    .where('authorKey', '=', authorKey)
    .where('personId', '<>', by.id)
    .executeTakeFirst()
  return other !== undefined
}

/** False when it is so already, or gone, or refused before. */
export async function decideAuthorship(
  db: Database,
  id: number,
  decision: 'confirmed' | 'declined',
  reason: string | null,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('authorships')
    .set({ decision, reason, decidedAt: at })
    .where('id', '=', id)
    .where((is) =>
      decision === 'confirmed'
        ? is('decision', 'is', null)
        : is.or([is('decision', 'is', null), is('decision', '=', 'confirmed')]),
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** A paper that somebody wrote. */
export interface WrittenPaper {
  id: string
  titleHtml: string
}

/** The papers that somebody is confirmed to have written, the newest first. */
export async function listWrittenBy(
  db: Database,
  personId: string,
  limit: number,
): Promise<WrittenPaper[]> {
  const rows = await db
    .selectFrom('authorships')
    .innerJoin('papers', 'papers.id', 'paperId')
    .select(['papers.id', 'papers.title', 'papers.titleText', 'papers.titleHtml'])
    .where('personId', '=', personId)
    .where('decision', '=', 'confirmed')
    .orderBy('publishedAt', (order) => order.desc().nullsLast())
    .orderBy('papers.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, title, titleText, titleHtml }) => ({
    id,
    titleHtml: storedText({ title, title_text: titleText, title_html: titleHtml }).titleHtml,
  }))
}

function selectAuthorships(db: Database) {
  return db
    .selectFrom('authorships')
    .innerJoin('people', 'people.id', 'personId')
    .select([
      'authorships.id',
      'paperId',
      'personId',
      'authorName',
      'authorKey',
      'words',
      'askedAt',
      'decision',
      'decidedAt',
      'reason',
      'people.handle',
      'people.name',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectAuthorships>['execute']>>[number]

function authorship({ personId, handle, name, ...row }: Row): Authorship {
  return { ...row, by: { id: personId, handle, name } }
}
