import { hash } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { jsonText, storable } from '../database/rows.ts'
import { lockPapers, readHeatRule, readHours, writeCounted } from './attention-store.ts'
import { derive, type Derived } from './derive.ts'
import { groupByWork, type Known, type Named, type Work } from './group.ts'
import { paperId } from './ids.ts'
import type { Draft } from './paper.ts'
import { recordName, type SourceRecord } from './record.ts'
import { paperRow, type PaperRow } from './paper-row.ts'
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
import { idOf, namesOf, type PaperKey } from './twins.ts'
import { warmth, type Warmth } from './warmth.ts'

/** What a record did to the collection. One that only repeats what is stored leaves it unchanged. */
export type Outcome = 'added' | 'updated' | 'unchanged'

/** Reads again what a source said: the draft of a stored record, or null when this reader no longer takes it. */
export type ReadRecord = (source: string, raw: string) => Draft | null

/** A record with what can be worked out before the database is asked. */
export interface Prepared extends Named {
  digest: string
  text: StoredText
  alone: Derivation // when nothing else is known of the paper
}

/** A paper as its records make it. */
interface Derivation {
  paper: Derived
  row: PaperRow
}

/** Half of the work of saving: worth doing for the next batch while the database stores the last. */
export function prepare(record: SourceRecord, text: StoredText): Prepared {
  const { draft } = record
  const raw = storable(record.raw)
  const paper = derive([record])
  return {
    ...record,
    raw,
    digest: hash('md5', raw),
    names: namesOf(draft),
    text,
    alone: { paper, row: paperRow(paper, text) },
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
  return savePrepared(db, records.map(rendered), read)
}

function rendered(record: SourceRecord): Prepared {
  const { title, abstract = '' } = record.draft
  return prepare(record, renderForStorage(title, abstract))
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
    await write(transaction, changed, known)

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
    const records = readAll([...stored.values()].flat(), read).map(rendered)
    const known = await findKnown(transaction, records)
    const works = await withPapersLeft(transaction, groupByWork(records, known), known)
    await write(transaction, await deriveWorks(transaction, works, read), known)
  })
}

function readAll(stored: RawRecord[], read: ReadRecord): Named[] {
  return stored.flatMap((record) => {
    const draft = read(record.source, record.raw)
    return draft ? [Object.assign(record, { draft, names: namesOf(draft) })] : []
  })
}

/** A work with everything that is to be written of it. */
interface ChangedWork {
  id: string
  was: string[] // the ids of the stored papers that it takes the place of
  fresh: Prepared[]
  paper: Derived
  row: PaperRow
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
    const others = readAll(kept, read)
    const records = [...work.records, ...others]
    if (records.length === 0) return []
    const { paper, row } = deriveWork(work.records, others)
    if (paper.title === '') return []
    const id = paperId(paper.ids) ?? work.paperIds[0] ?? idOf(paper)
    const keys = keysOfAll(records, paper.authors)
    return [{ id, was: work.paperIds, fresh: work.records, paper, row, keys }]
  })
}

/** What these records make together. A fresh one that is alone was derived when it was prepared. */
function deriveWork(fresh: Prepared[], others: Named[]): Derivation {
  const [first] = fresh
  if (first && fresh.length + others.length === 1) return first.alone

  const paper = derive([...fresh, ...others])
  return { paper, row: paperRow(paper, textOf(paper, fresh)) }
}

/** Rendered already, if the paper's text is that of a fresh record. */
function textOf(paper: Derived, fresh: Prepared[]): StoredText {
  const same = fresh.find(
    ({ draft }) => draft.title === paper.title && (draft.abstract ?? '') === paper.abstract,
  )
  return same?.text ?? renderForStorage(paper.title, paper.abstract)
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
function keysOfAll(records: Named[], authors: string[]): PaperKey[] {
  return records.flatMap(({ draft, names }) =>
    draft.authors?.length || authors.length === 0 ? names.own : namesOf({ ...draft, authors }).own,
  )
}

async function write(db: Database, works: ChangedWork[], known: Known): Promise<void> {
  if (works.length === 0) return
  await lockPapers(
    db,
    works.flatMap(({ was }) => was),
  )
  await mergePapers(db, works)
  const warm = await warmthOf(db, works)
  await writePapers(
    db,
    works.map(({ id, was, row }, n) => ({
      ...row,
      ...heatColumns(warm[n]!),
      id,
      isNew: was.length === 0 && known.isFreeId(id),
    })),
  )
  await writeKeys(db, works, known)
  await writeRecords(db, works, known)
  await notifyChanged(db)
}

function heatColumns({ heat, attention, votes }: Warmth) {
  return { heat, attention: heat === null ? null : jsonText(attention), votes }
}

/** How hot these works are, in their order. The counts of other sites are dated on the way. */
async function warmthOf(db: Database, works: ChangedWork[]): Promise<Warmth[]> {
  const { rule, now } = await readHeatRule(db)
  const hours = await readHours(
    db,
    works.filter(({ was }) => was.length > 0).map(({ id }) => id),
  )
  const warm = works.map(({ id, paper }) => warmth(paper, hours.get(id) ?? [], rule, now))
  await writeCounted(
    db,
    works.map(({ id }, n) => ({ id, ...warm[n]! })),
  )
  return warm
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
