import { hash } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { storable } from '../database/rows.ts'
import { lockPapers, readHeatRule, readHours, writeSourceVotes } from './attention-store.ts'
import { derive, type Derived } from './derive.ts'
import { groupByWork, type Known, type Work } from './group.ts'
import { paperId } from './ids.ts'
import type { Draft } from './paper.ts'
import { recordName, type SourceRecord } from './record.ts'
import { renderForStorage, type StoredText } from './render.ts'
import {
  findKnown,
  lockSaving,
  mergePapers,
  notifyChanged,
  readRecords,
  type RawRecord,
  writeKeys,
  writePapers,
  writeRecords,
} from './save-store.ts'
import { idOf, keysOf, type PaperKey } from './twins.ts'
import { warmth, type Warmth } from './warmth.ts'

/** What a record did to the collection. One that only repeats what is stored leaves it unchanged. */
export type Outcome = 'added' | 'updated' | 'unchanged'

/** Reads again what a source said: the draft of a stored record, or null when this reader no longer takes it. */
export type ReadRecord = (source: string, raw: string) => Draft | null

/** A record with what can be worked out before the database is asked. */
export interface Prepared extends SourceRecord {
  digest: string
  text: StoredText
}

/** Half of the work of saving: worth doing for the next batch while the database stores the last. */
export function prepare(record: SourceRecord): Prepared {
  const { draft } = record
  const raw = storable(record.raw)
  return {
    ...record,
    raw,
    digest: hash('md5', raw),
    text: renderForStorage(draft.title, draft.abstract ?? ''),
  }
}

/**
 * Stores what sources said and derives the papers anew, in one transaction: all or nothing.
 *
 * A record joins the work that already has one of its names; if it shows that two works are one, they merge and
 * the id that gives way redirects for ever. Of several records with the same source and external id, the last counts.
 * Returns one outcome per record, in order. Made for batches of about a thousand.
 */
export function savePapers(
  db: Database,
  records: SourceRecord[],
  read: ReadRecord,
): Promise<Outcome[]> {
  return savePrepared(db, records.map(prepare), read)
}

export function savePrepared(
  db: Database,
  records: Prepared[],
  read: ReadRecord,
): Promise<Outcome[]> {
  return db.transaction().execute(async (transaction) => {
    await lockSaving(transaction)
    const latest = [...latestOfEach(records).values()]
    const known = await findKnown(transaction, latest)
    const fresh = latest.filter((record) => !known.repeats(record, record.digest))

    const works = await withPapersLeft(transaction, groupByWork(fresh, known), known)
    const changed = await deriveWorks(transaction, works, read)
    await write(transaction, changed)

    return outcomes(records, changed)
  })
}

/**
 * Derives every paper with these ids from its records again, after a change of the rules that read or render them.
 * Papers that a better reading shows to be one merge. Ids that no paper has are passed over, and so are records that
 * the reader now refuses.
 */
export function deriveAgain(db: Database, ids: string[], read: ReadRecord): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    await lockSaving(transaction)
    const stored = await readRecords(transaction, ids)
    const records = readAll([...stored.values()].flat(), read).map(prepare)
    const known = await findKnown(transaction, records)
    const works = await withPapersLeft(transaction, groupByWork(records, known), known)
    await write(transaction, await deriveWorks(transaction, works, read))
  })
}

function readAll(stored: RawRecord[], read: ReadRecord): SourceRecord[] {
  return stored.flatMap((record) => {
    const draft = read(record.source, record.raw)
    return draft ? [Object.assign(record, { draft })] : []
  })
}

/** A work with everything that is to be written of it. */
interface ChangedWork {
  id: string
  was: string[] // the ids of the stored papers that it takes the place of
  fresh: Prepared[]
  paper: Derived
  keys: PaperKey[]
}

/** What the works are now. One without a title is none: a source deleted a paper that we never had. */
async function deriveWorks(
  db: Database,
  works: Work<Prepared>[],
  read: ReadRecord,
): Promise<ChangedWork[]> {
  const stored = await readRecords(
    db,
    works.flatMap((work) => work.paperIds),
  )
  const fresh = new Set(works.flatMap((work) => work.records.map(recordName)))
  return works.flatMap((work) => {
    const kept = work.paperIds
      .flatMap((id) => stored.get(id) ?? [])
      .filter((record) => !fresh.has(recordName(record)))
    const records = [...work.records, ...readAll(kept, read)]
    if (records.length === 0) return []
    const paper = derive(records)
    if (paper.title === '') return []
    const id = paperId(paper.ids) ?? work.paperIds[0] ?? idOf(paper)
    const keys = keysOfAll(records, paper.authors)
    return [{ id, was: work.paperIds, fresh: work.records, paper, keys }]
  })
}

/**
 * A record can turn out to be about another work than before, when a source corrects an id. The paper that it
 * leaves is derived without it, or, if nothing else speaks of that paper, leads to the other work.
 */
async function withPapersLeft(
  db: Database,
  works: Work<Prepared>[],
  known: Known,
): Promise<Work<Prepared>[]> {
  const taken = new Set(works.flatMap((work) => work.paperIds))
  const leavers = new Map<string, Work<Prepared>>()
  for (const work of works) {
    for (const record of work.records) {
      const before = known.paperOfRecord(record)
      if (before && !taken.has(before)) leavers.set(before, work)
    }
  }
  if (leavers.size === 0) return works

  const fresh = new Set(works.flatMap((work) => work.records.map(recordName)))
  const stored = await readRecords(db, [...leavers.keys()])
  const left: Work<Prepared>[] = []
  for (const [id, work] of leavers) {
    if (stored.get(id)?.some((record) => !fresh.has(recordName(record)))) {
      left.push({ paperIds: [id], ids: known.idsOf(id), records: [] })
    } else {
      work.paperIds.push(id)
    }
  }
  return [...works, ...left]
}

/** A draft without authors is found under those that another source names. */
function keysOfAll(records: SourceRecord[], authors: string[]): PaperKey[] {
  return records.flatMap(({ draft }) =>
    keysOf(draft.authors?.length ? draft : { ...draft, authors }),
  )
}

async function write(db: Database, works: ChangedWork[]): Promise<void> {
  if (works.length === 0) return
  await lockPapers(
    db,
    works.flatMap(({ was }) => was),
  )
  await mergePapers(db, works)
  const warm = await warmthOf(db, works)
  await writePapers(
    db,
    works.map((work, n) => ({ id: work.id, ...work.paper, ...warm[n]!, text: textOf(work) })),
  )
  await writeKeys(db, works)
  await writeRecords(db, works)
  await notifyChanged(db)
}

/** How hot these works are, in their order. The counts of other sites are dated on the way. */
async function warmthOf(db: Database, works: ChangedWork[]): Promise<Warmth[]> {
  const { rule, now } = await readHeatRule(db)
  const hours = await readHours(
    db,
    works.filter(({ was }) => was.length > 0).map(({ id }) => id),
  )
  const warm = works.map(({ id, paper }) => warmth(paper, hours.get(id) ?? [], rule, now))
  await writeSourceVotes(
    db,
    works.map(({ id }, n) => ({ id, ...warm[n]! })),
  )
  return warm
}

/** Rendered already, if the paper's text is that of a fresh record. */
function textOf({ paper, fresh }: ChangedWork): StoredText {
  const same = fresh.find(
    ({ draft }) => draft.title === paper.title && (draft.abstract ?? '') === paper.abstract,
  )
  return same?.text ?? renderForStorage(paper.title, paper.abstract)
}

function latestOfEach(records: Prepared[]): Map<string, Prepared> {
  return new Map(records.map((record) => [recordName(record), record]))
}

function outcomes(records: SourceRecord[], works: ChangedWork[]): Outcome[] {
  const workOf = new Map(
    works.flatMap((work) => work.fresh.map((record) => [recordName(record), work])),
  )
  const begun = new Set<ChangedWork>()
  return records.map((record) => {
    const work = workOf.get(recordName(record))
    if (!work) return 'unchanged'
    if (work.was.length > 0 || begun.has(work)) return 'updated'
    begun.add(work)
    return 'added'
  })
}
