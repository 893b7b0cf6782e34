import type { Database } from '../database/database.ts'
import { hiddenAmong } from '../papers/hidden-store.ts'
import { readPapers, type Issue } from './issue-store.ts'
import type { Kind } from './kind.ts'
import type { ShownPaper } from './shown-paper.ts'

/** What an issue brought, in its order, and why each paper was in it. */
export interface IssueContent extends Issue {
  papers: { paper: ShownPaper; reason: string }[]
}

/** What everybody may read of an issue. Null when there was none. */
export async function readPublicIssue(
  db: Database,
  kind: Kind,
  date: string,
): Promise<IssueContent | null> {
  const issue = await db
    .selectFrom('issues')
    .select(['id', 'kind', 'date', 'paperIds'])
    .where('kind', '=', kind)
    .where('date', '=', date)
    .executeTakeFirst()
  if (!issue) return null
  return { ...issue, papers: await shownOf(db, issue.id, issue.paperIds, []) }
}

/** An issue as this reader got it. Null when they did not. */
export async function readOwnIssue(
  db: Database,
  publicId: string,
  issueId: number,
): Promise<IssueContent | null> {
  const issue = await db
    .selectFrom('deliveries')
    .innerJoin('issues', 'issues.id', 'deliveries.issueId')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriberId')
    .leftJoin('selections', 'selections.id', 'deliveries.selectionId')
    .select([
      'issues.id',
      'issues.kind',
      'issues.date',
      'selections.paperIds',
      'selections.reasons',
    ])
    .where('issues.id', '=', issueId)
    .where('subscribers.publicId', '=', publicId)
    .executeTakeFirst()
  if (!issue) return null
  const papers = await shownOf(db, issue.id, issue.paperIds ?? [], issue.reasons ?? [])
  return { ...issue, papers }
}

async function shownOf(db: Database, issueId: number, paperIds: string[], reasons: string[]) {
  const papers = await readPapers(db, issueId)
  const hidden = await hiddenAmong(db, paperIds)
  return paperIds.flatMap((id, at) => {
    const paper = hidden.has(id) ? undefined : papers.get(id)
    return paper ? [{ paper, reason: reasons[at] ?? '' }] : []
  })
}
