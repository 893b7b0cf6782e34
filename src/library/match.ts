import { Readable } from 'node:stream'
import type { Database } from '../database/database.ts'
import type { Named } from '../papers/group.ts'
import { findNeighbours, papersSay } from '../papers/neighbours.ts'
import { namesOf } from '../papers/twins.ts'
import { worksOf } from '../papers/works.ts'
import { FileProblem } from '../sources/files/file-problem.ts'

/** What became of a reference list. */
export interface Matches {
  paperIds: string[] // of the papers that are here, in the order of the list
  missing: string[] // titles of those that are not
  rejected: number // entries that are no paper
  problem: string | null // why the list could not be read, or not to its end
}

/** More references at once are no list that somebody keeps. */
export const REFERENCES_MAX = 5_000

/** The papers of the collection that a list in BibTeX, RIS, CSL-JSON or Zotero's JSON names. Adds none. */
export async function matchReferences(db: Database, text: string, now: Date): Promise<Matches> {
  const records: Named[] = []
  let rejected = 0
  let problem: string | null = null
  try {
    const { readPapers } = await import('../sources/read-papers.ts') // every format there is: a start does without
    const stdin = { stream: Readable.from([Buffer.from(text)]), now }
    for await (const rows of readPapers('-', { stdin })) {
      for (const row of rows) {
        if ('record' in row) records.push({ ...row.record, names: namesOf(row.record.draft) })
        else if ('reason' in row) rejected += 1
      }
      if (records.length > REFERENCES_MAX) break
    }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error
    problem = error.message
  }
  const listed = records.slice(0, REFERENCES_MAX)
  const { stored, papers } = await findNeighbours(db, listed, [], papersSay)
  const works = worksOf(listed, stored, papers).filter(({ fresh }) => fresh.length > 0)
  return {
    paperIds: works.flatMap(({ paperIds }) => paperIds.slice(0, 1)),
    missing: works.flatMap(({ paperIds, fresh: [first] }) =>
      paperIds.length === 0 && first ? [first.draft.title] : [],
    ),
    rejected,
    problem,
  }
}
