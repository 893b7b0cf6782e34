import type { Database } from '../database/database.ts'
import { derive } from './derive.ts'
import { groupByWork, type Work } from './group.ts'
import { paperId } from './ids.ts'
import type { Draft } from './paper.ts'
import type { SourceRecord } from './record.ts'
import {
  findKnown,
  lockSaving,
  mergePapers,
  notifyChanged,
  readRecords,
  writeKeys,
  writePapers,
  writeRecords,
  type RawRecord,
} from './save-store.ts'
import { idOf, keysOf, type PaperKey } from './twins.ts'

/** What a record did to the collection. One that only repeats what is stored leaves it unchanged. */
export type Outcome = 'added' | 'updated' | 'unchanged'

/** Reads again what a source said: the draft of a stored record. */
export type ReadRecord = (source: string, raw: string) => Draft

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
  return db.transaction().execute(async (transaction) => {
    await lockSaving(transaction)
    const latest = latestOfEach(records.map(storable))
    const known = await findKnown(transaction, [...latest.values()])
    const fresh = [...latest.values()].filter((record) => !known.repeats(record))

    const works = groupByWork(fresh, known)
    const changed = await deriveWorks(transaction, works, read)
    await write(transaction, changed)

    return outcomes(records, works)
  })
}

/**
 * Derives every paper with these ids from its records again, after a change of the rules that read or render them.
 * Ids that no paper has are passed over.
 */
export function deriveAgain(db: Database, ids: string[], read: ReadRecord): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    await lockSaving(transaction)
    const works = ids.map((id): Work => ({ paperIds: [id], ids: {}, records: [] }))
    const changed = await deriveWorks(transaction, works, read)
    await write(
      transaction,
      changed.filter(({ records }) => records.length > 0),
    )
  })
}

/** A work with everything that is to be written of it. */
interface ChangedWork {
  id: string
  was: string[] // the ids of the stored papers that it takes the place of
  fresh: SourceRecord[]
  records: SourceRecord[] // fresh and stored
  keys: PaperKey[]
}

async function deriveWorks(db: Database, works: Work[], read: ReadRecord): Promise<ChangedWork[]> {
  const stored = await readRecords(
    db,
    works.flatMap((work) => work.paperIds),
  )
  return works.map((work) => {
    const old = work.paperIds.flatMap((id) => stored.get(id) ?? [])
    const records = replaced(old, work.records, read)
    const ids = Object.assign({}, ...records.map(({ draft }) => draft.ids)) as Draft['ids']
    const id = paperId(ids) ?? work.paperIds[0] ?? idOf(records[0]!.draft)
    return { id, was: work.paperIds, fresh: work.records, records, keys: keysOfAll(records) }
  })
}

/** The stored records, with the fresh ones in place of those that they repeat. */
function replaced(stored: RawRecord[], fresh: SourceRecord[], read: ReadRecord): SourceRecord[] {
  const names = new Set(fresh.map(nameOf))
  const kept = stored.filter((record) => !names.has(nameOf(record)))
  return [
    ...fresh,
    ...kept.map((record) => ({ ...record, draft: read(record.source, record.raw) })),
  ]
}

/** A draft without authors is found under those that another source names. */
function keysOfAll(records: SourceRecord[]): PaperKey[] {
  const authors = records.find(({ draft }) => draft.authors?.length)?.draft.authors
  return records.flatMap(({ draft }) =>
    keysOf(draft.authors?.length || !authors ? draft : { ...draft, authors }),
  )
}

async function write(db: Database, works: ChangedWork[]): Promise<void> {
  if (works.length === 0) return
  await mergePapers(db, works)
  await writePapers(
    db,
    works.map((work) => ({ id: work.id, ...derive(work.records) })),
  )
  await writeKeys(db, works)
  await writeRecords(db, works)
  await notifyChanged(db)
}

function latestOfEach(records: SourceRecord[]): Map<string, SourceRecord> {
  return new Map(records.map((record) => [nameOf(record), record]))
}

function outcomes(records: SourceRecord[], works: Work[]): Outcome[] {
  const workOf = new Map(
    works.flatMap((work) => work.records.map((record) => [nameOf(record), work])),
  )
  const begun = new Set<Work>()
  return records.map((record) => {
    const work = workOf.get(nameOf(record))
    if (!work) return 'unchanged'
    if (work.paperIds.length > 0 || begun.has(work)) return 'updated'
    begun.add(work)
    return 'added'
  })
}

function nameOf({ source, externalId }: Pick<SourceRecord, 'source' | 'externalId'>): string {
  return `${source}\n${externalId}`
}

/** PostgreSQL stores no NUL and no half of a surrogate pair. */
function storable(record: SourceRecord): SourceRecord {
  const { raw } = record
  return raw.isWellFormed() && !raw.includes('\0')
    ? record
    : { ...record, raw: raw.toWellFormed().replaceAll('\0', '') }
}
