import { unreadChanges } from '../catalogue/progress-store.ts'
import type { Database, OpenDatabase } from '../database/database.ts'
import { keptFor } from '../lib/kept.ts'
import { lastChange } from '../papers/change-store.ts'
import { countPapers } from '../papers/store.ts'
import type { Search } from '../search/search.ts'
import {
  databaseFacts,
  sourceImports,
  type DatabaseFacts,
  type SourceImport,
} from './status-store.ts'

/** What the running service knows of itself and nobody can ask the database or the index. */
export interface Running {
  version: string // of Broadsheet
  startedAt: Date
  engine: OpenDatabase['engine']
  behindSince: () => Date | null // when the first change was saved that the index has not taken in
}

/** How the service is doing. Anyone may read it: no address, no path and no name of a person is in it. */
export interface ServiceStatus {
  version: string
  startedAt: Date
  uptimeSeconds: number
  unread: number // changes of papers whose abstracts have not been read again
  papers: number // in the database; up to COUNTED_FOR_MS old while papers come in
  database: { engine: OpenDatabase['engine'] } & DatabaseFacts
  index: {
    papers: number
    segments: number
    memoryBytes: number
    diskBytes: number
    lag: { changes: number; seconds: number } // change numbers not taken in, and for how long; 0 when it has caught up
    builtAnew: boolean // its files were damaged or of another version when the service started
  }
  meaning: {
    model: string | null // whose vectors are searched; null when words alone decide
    next: { model: string; done: number; of: number } | null // papers that have vectors of the model to come
    problem: string | null // why the model does not answer at the moment: search goes by words
  }
  sources: SourceImport[]
}

const READ_FOR_MS = 1000 // everyone who asks within a second gets the same answer, so asking costs nothing
const COUNTED_FOR_MS = 10_000 // counting millions of papers takes a while, and an import changes the count all the time

/** Reads the status, at most once a second however often it is asked for. */
export function statusReader(
  db: Database,
  search: Search,
  running: Running,
  now: () => Date,
): () => Promise<ServiceStatus> {
  const papers = paperCounter(db)
  return keptFor(READ_FOR_MS, now, (at) => readStatus(db, search, running, papers, at))
}

/** The number of papers, counted anew only after changes, and not all the time during an import. */
function paperCounter(db: Database) {
  let counted = { at: -Infinity, change: -1, papers: 0 }
  return async (change: number, at: number): Promise<number> => {
    if (change !== counted.change && at - counted.at >= COUNTED_FOR_MS)
      counted = { at, change, papers: await countPapers(db) }
    return counted.papers
  }
}

async function readStatus(
  db: Database,
  search: Search,
  { version, startedAt, engine, behindSince }: Running,
  papers: ReturnType<typeof paperCounter>,
  at: Date,
): Promise<ServiceStatus> {
  const index = await search.status()
  const last = await lastChange(db)
  const behind = behindSince()
  return {
    version,
    startedAt,
    uptimeSeconds: secondsBetween(startedAt, at),
    unread: await unreadChanges(db, last),
    papers: await papers(last, at.getTime()),
    database: { engine, ...(await databaseFacts(db)) },
    index: {
      papers: index.papers,
      segments: index.segments,
      memoryBytes: index.bytes,
      diskBytes: index.diskBytes,
      lag: {
        changes: Math.max(0, last - index.appliedChange),
        seconds: behind === null ? 0 : secondsBetween(behind, at),
      },
      builtAnew: index.damage.length > 0,
    },
    meaning: { model: index.model, next: index.embedding, problem: index.modelProblem },
    sources: await sourceImports(db),
  }
}

function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000))
}
