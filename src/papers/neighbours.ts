import type { Database } from '../database/database.ts'
import type { Named } from './group.ts'
import type { ReadRecord } from './record.ts'
import { recordName } from './record.ts'
import { findExisting, findOwners, findOwnersOfTitles, readRecords } from './save-store.ts'
import { findPapers } from './store.ts'
import { idOfKey, nameOf, namesOf, type PaperKey } from './twins.ts'
import type { Stored } from './works.ts'

/** What is stored about the works that records are about, and about all works that could be mistaken for them. */
export interface Neighbours {
  stored: Map<string, Stored> // by the names of the records; those that the reader refuses are left out
  papers: Map<string, string | null> // with the reason for which a paper is hidden
  isFree: (key: PaperKey) => boolean // whether this name was looked for and nothing stored has it
  isFreeId: (id: string) => boolean // whether it is known that no stored paper has this id
}

/** From a record to its twins, from them to theirs: real works are two steps apart at most. */
const STEPS_MAX = 4
const PAPERS_MAX = 5000 // looked at for a batch of a thousand records: what is beyond is not compared

/**
 * Looks for everything that shares a name with these records or with the records of these papers, and goes on from there. Three
 * queries when nothing is known yet, whatever the number of records, and some more for every step.
 */
export async function findNeighbours(
  db: Database,
  records: Named[],
  paperIds: Iterable<string>,
  saidOf: SaidOf,
): Promise<Neighbours> {
  const stored = new Map<string, Stored>()
  const looked = newSearch(db)
  const met = new Set<string>()
  let next = [...new Set([...paperIds, ...(await looked.papersNamedAs(records))])]
  for (let step = 0; step < STEPS_MAX && next.length > 0 && met.size < PAPERS_MAX; step++) {
    for (const paper of next) met.add(paper)
    const found = await saidOf(db, next)
    for (const record of found) stored.set(recordName(record), record)
    next = [...(await looked.papersNamedAs(found))].filter((paper) => !met.has(paper))
  }
  const papers = await findExisting(db, [...met])
  return { stored, papers, isFree: looked.isFree, isFreeId: looked.isFreeId }
}

/** What is stored of papers, in a form that can be compared. */
type SaidOf = (db: Database, paperIds: string[]) => Promise<Stored[]>

/** What sources said, read again. What the reader refuses is left out. */
export function sourcesSaid(read: ReadRecord): SaidOf {
  return async (db, paperIds) =>
    (await readRecords(db, paperIds)).flatMap((record) => {
      const draft = read(record.source, record.raw)
      return draft ? [Object.assign(record, { draft, names: namesOf(draft) })] : []
    })
}

/** The papers as they are, each as if one source had said it: enough to find them by, and cheaper. */
export async function papersSay(db: Database, paperIds: string[]): Promise<Stored[]> {
  const papers = await findPapers(db, paperIds)
  return papers.map(({ id, ids, title, authors }) => {
    const draft = { ids, title, authors }
    return { source: 'paper', externalId: id, raw: '', paperId: id, draft, names: namesOf(draft) }
  })
}

/** Asks for each name once. */
function newSearch(db: Database) {
  const asked = new Set<string>()
  const owned = new Set<string>()
  const freeIds = new Set<string>()
  const firstAsked = (name: string) => !asked.has(name) && asked.add(name)

  return {
    async papersNamedAs(records: Named[]): Promise<Set<string>> {
      const keys = records
        .flatMap(({ names }) => names.own)
        .filter((key) => key.kind !== 'title' && firstAsked(nameOf(key)))
      const titles = records.flatMap(({ names }) => names.title ?? []).filter(firstAsked)
      const owners = keys.length > 0 ? await findOwners(db, keys) : new Map<string, string[]>()
      const ofTitles = await findOwnersOfTitles(db, titles)
      for (const name of [...owners.keys(), ...ofTitles.keys()]) owned.add(name)
      for (const key of keys) if (!owned.has(nameOf(key))) freeIds.add(idOfKey(key))
      return new Set([...owners.values(), ...ofTitles.values()].flat())
    },
    isFree: (key: PaperKey): boolean => {
      const name = key.kind === 'title' ? titleOf(key.value) : nameOf(key)
      return asked.has(name) && !owned.has(name)
    },
    isFreeId: (id: string) => freeIds.has(id),
  }
}

/** The part of a title's key that does not name the author. */
function titleOf(value: string): string {
  return value.slice(0, value.indexOf('|') + 1)
}
