import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { given, jsonText } from '../database/rows.ts'
import type { Kind } from './kind.ts'
import type { ShownPaper } from './shown-paper.ts'

export interface Issue {
  id: number
  kind: Kind
  date: string
}

/** The issue of this name, made when it is new. */
export async function openIssue(db: Database, kind: Kind, date: string, now: Date): Promise<Issue> {
  await db
    .insertInto('issues')
    .values({ kind, date, createdAt: now })
    .onConflict((conflict) => conflict.columns(['kind', 'date']).doNothing())
    .execute()
  return (await findIssue(db, kind, date))!
}

async function findIssue(db: Database, kind: Kind, date: string): Promise<Issue | null> {
  const issue = await db
    .selectFrom('issues')
    .select(['id', 'kind', 'date'])
    .where('kind', '=', kind)
    .where('date', '=', date)
    .executeTakeFirst()
  return issue ?? null
}

/** What kind of mail an issue is. Null when there is none of this number. */
export async function kindOfIssue(db: Database, id: number): Promise<Kind | null> {
  const issue = await db.selectFrom('issues').select('kind').where('id', '=', id).executeTakeFirst()
  return issue?.kind ?? null
}

/** What everybody may read of an issue, best first. */
export async function savePublicEdition(
  db: Database,
  issueId: number,
  paperIds: string[],
): Promise<void> {
  await sql`
    update issues set paper_ids = ${paperIds}::text[]
    where id = ${issueId} and paper_ids <> ${paperIds}::text[] -- else its row would be locked for nothing
  `.execute(db)
}

/** Of these papers, those that the issue does not have yet. */
export async function papersMissing(
  db: Database,
  issueId: number,
  paperIds: string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('issuePapers')
    .select('paperId')
    .where('issueId', '=', issueId)
    .where('paperId', 'in', paperIds.length > 0 ? paperIds : [''])
    .execute()
  const there = new Set(rows.map(({ paperId }) => paperId))
  return paperIds.filter((id) => !there.has(id))
}

/** Keeps papers as the issue shows them. What it has already stays as it is. */
export async function keepPapers(
  db: Database,
  issueId: number,
  papers: ShownPaper[],
): Promise<void> {
  const rows = given(
    { paper_id: 'text', shown: 'text' },
    papers.map((paper) => ({ paper_id: paper.id, shown: jsonText(paper) })),
  )
  await sql`
    insert into issue_papers (issue_id, paper_id, shown)
    select ${issueId}::bigint, paper_id, shown::json from ${rows}
    order by paper_id -- in the same order always: two who keep the same papers must not wait for each other
    on conflict do nothing
  `.execute(db)
}

/** The papers of an issue by id, also those that a moderator has hidden since. An issue has some hundred. */
export async function readPapers(db: Database, issueId: number): Promise<Map<string, ShownPaper>> {
  const rows = await db
    .selectFrom('issuePapers')
    .select(['paperId', 'shown'])
    .where('issueId', '=', issueId)
    .execute()
  return new Map(rows.map(({ paperId, shown }) => [paperId, shown]))
}

/** Issues with a public edition, newest first. */
export async function listIssues(
  db: Database,
  kind: Kind,
  limit: number,
): Promise<(Issue & { papers: number })[]> {
  const { rows } = await sql<Issue & { papers: number }>`
    select id, kind, date, cardinality(paper_ids) as papers from issues
    where kind = ${kind} and cardinality(paper_ids) > 0
    order by date desc limit ${limit}
  `.execute(db)
  return rows
}
