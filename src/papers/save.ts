import { hash } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { jsonText, storable } from '../database/rows.ts'
import { lockPapers, readHeatRule, readHours, writeCounted } from './attention-store.ts'
import { derive, type Derived } from './derive.ts'
import type { Named } from './group.ts'
import { findNeighbours, sourcesSaid, type Neighbours } from './neighbours.ts'
import { isOlder, recordName, type ReadRecord, type SourceRecord } from './record.ts'
import { paperRow, type PaperRow } from './paper-row.ts'
import { renderForStorage, type StoredText } from './render.ts'
import {
  deleteRecords,
  findSeen,
  lockSaving,
  mergePapers,
  moveRecords,
  notifyChanged,
  writeKeys,
  writePapers,
  writeRecords,
} from './save-store.ts'
import { idOf, idOfKey, keysOf, namesOf, type PaperKey } from './twins.ts'
import { warmth, type Warmth } from './warmth.ts'
import { worksOf, type Work } from './works.ts'

/** What a record did to the collection. One that only repeats what is stored leaves it unchanged. */
export type Outcome = 'added' | 'updated' | 'unchanged'

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
    const seen = await findSeen(transaction, latest)
    const fresh = latest.filter((record) => seen.get(recordName(record))?.digest !== record.digest)
    if (fresh.length === 0) return records.map(() => 'unchanged')

    const before = fresh.flatMap((record) => seen.get(recordName(record))?.paperId ?? [])
    const neighbours = await findNeighbours(transaction, fresh, before, sourcesSaid(read))
    const newer = fresh.filter(
      (record) => !isOlder(record.draft, neighbours.stored.get(recordName(record))?.draft),
    )
    const works = named(worksOf(newer, neighbours.stored, neighbours.papers)).filter(isChanged)
    await write(transaction, works, neighbours, (record) => seen.has(recordName(record)))
    return outcomes(records, works)
  })
}

/**
 * Derives every paper with these ids from its records again, after a change of the rules that read or render them.
 * Papers that a better reading shows to be one merge, and others part. Ids that no paper has are passed over, and so
 * are records that the reader now refuses.
 */
export function deriveAgain(db: Database, ids: string[], read: ReadRecord): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    await lockSaving(transaction)
    await deriveAll(transaction, new Set(ids), read)
  })
}

async function deriveAll(db: Database, ids: Set<string>, read: ReadRecord): Promise<void> {
  const neighbours = await findNeighbours(db, [], ids, sourcesSaid(read))
  const works = named(worksOf<Prepared>([], neighbours.stored, neighbours.papers)).filter(
    (work) => isChanged(work) || work.paperIds.some((id) => ids.has(id)),
  )
  await write(db, works, neighbours, () => true)
}

/**
 * Forgets what these records say, and derives their papers without it. A paper of which nothing else is known stays as
 * it was, so whoever wants it otherwise says something else of it before.
 */
export function forgetRecords(
  db: Database,
  records: Pick<SourceRecord, 'source' | 'externalId'>[],
  read: ReadRecord,
): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    await lockSaving(transaction)
    const ids = await deleteRecords(transaction, records)
    await deriveAll(transaction, new Set(ids), read)
  })
}

/** A work, what its records make together, and what it is called. */
interface NamedWork extends Work<Prepared> {
  id: string
  paper: Derived
}

function named(works: Work<Prepared>[]): NamedWork[] {
  const papers = works.map(paperOf)
  const ids = works.map(({ isShared }, n) => idOf(papers[n]!, isShared))
  const taken = new Set(ids)
  return works.map((work, n) => ({
    ...work,
    paper: papers[n]!,
    id: keptId(work, papers[n]!, (id) => taken.has(id)) ?? ids[n]!,
  }))
}

function paperOf({ fresh, kept }: Work<Prepared>): Derived {
  const [first] = fresh
  const isAlone = first && fresh.length + kept.length === 1
  return isAlone ? first.alone.paper : derive([...fresh, ...kept])
}

/** A work that no id names keeps the id that it goes by, unless that is another's too. Null for the others. */
function keptId(
  { paperIds, isShared }: Work,
  paper: Derived,
  isTaken: (id: string) => boolean,
): string | null {
  const keys = keysOf(paper.ids)
  if (keys.some((key) => !isShared(key))) return null
  const shared = new Set(keys.map(idOfKey))
  return paperIds.find((id) => !shared.has(id) && !isTaken(id)) ?? null
}

/** Whether something came to a work or left it, or it is called otherwise now. */
function isChanged({ id, paperIds, fresh, kept, isLeft }: NamedWork): boolean {
  const isAsBefore = paperIds.length === 1 && paperIds[0] === id
  return fresh.length > 0 || !isAsBefore || isLeft || kept.some(({ paperId }) => paperId !== id)
}

/** As it is stored. A fresh record that is alone was rendered when it was prepared. */
function rowOf({ fresh, kept, paper }: NamedWork): PaperRow {
  const [first] = fresh
  if (first && fresh.length + kept.length === 1) return first.alone.row
  return paperRow(paper, textOf(paper, fresh))
}

/** Rendered already, if the paper's text is that of a fresh record. */
function textOf(paper: Derived, fresh: Prepared[]): StoredText {
  const same = fresh.find(
    ({ draft }) => draft.title === paper.title && (draft.abstract ?? '') === paper.abstract,
  )
  return same?.text ?? renderForStorage(paper.title, paper.abstract)
}

async function write(
  db: Database,
  works: NamedWork[],
  neighbours: Neighbours,
  isStored: (record: SourceRecord) => boolean,
): Promise<void> {
  const { isFree, isFreeId } = neighbours
  const papers = works.filter(isPaper)
  await lockPapers(
    db,
    papers.flatMap(({ paperIds }) => paperIds),
  )
  await mergePapers(db, papers)
  const warm = await warmthOf(db, papers)
  await writePapers(
    db,
    papers.map((work, n) => ({
      ...rowOf(work),
      ...heatColumns(warm[n]!),
      id: work.id,
      hidden_reason: whyHidden(work, neighbours),
      isNew: work.paperIds.length === 0 && isFreeId(work.id),
    })),
  )
  await writeKeys(
    db,
    papers.map((work) => ({ ...work, keys: keysIn(work) })),
    isFree,
  )
  await writeRecords(db, works, isStored)
  await moveRecords(db, works.flatMap(movedRecords))
  if (papers.length > 0) await notifyChanged(db)
}

/**
 * A work stays hidden when it merges, also with one that is shown, and so does every part of one that falls apart: what
 * was hidden may be in any of them. Null: it is shown.
 */
function whyHidden({ paperIds, fresh, kept }: NamedWork, { stored, papers }: Neighbours) {
  const before = fresh.flatMap((record) => stored.get(recordName(record)) ?? [])
  const were = [...paperIds, ...[...before, ...kept].map(({ paperId }) => paperId)]
  return were.map((id) => papers.get(id)).find((reason) => reason != null) ?? null
}

/** Without a title nothing is known of a work but that a source deleted it: that is kept until its paper comes. */
function isPaper({ paper }: NamedWork): boolean {
  return paper.title !== ''
}

function keysIn({ fresh, kept }: NamedWork): PaperKey[] {
  return [...fresh, ...kept].flatMap(({ names }) => names.own)
}

function movedRecords({ id, paperIds, kept }: NamedWork) {
  return kept
    .filter(({ paperId }) => !paperIds.includes(paperId))
    .map(({ source, externalId }) => ({ source, external_id: externalId, moved_to: id }))
}

function heatColumns({ heat, attention, votes }: Warmth) {
  return { heat, attention: heat === null ? null : jsonText(attention), votes }
}

/** How hot these works are, in their order. The counts of other sites are dated on the way. */
async function warmthOf(db: Database, works: NamedWork[]): Promise<Warmth[]> {
  const { rule, now } = await readHeatRule(db)
  const hours = await readHours(
    db,
    works.filter(({ paperIds }) => paperIds.length > 0).map(({ id }) => id),
  )
  const warm = works.map(({ id, paper }) => warmth(paper, hours.get(id) ?? [], rule, now))
  await writeCounted(
    db,
    works.map(({ id }, n) => ({ id, ...warm[n]! })),
  )
  return warm
}

/** Of records with one name, the last that is not older than another. */
function latestOfEach(records: Prepared[]): Map<string, Prepared> {
  const latest = new Map<string, Prepared>()
  for (const record of records) {
    const name = recordName(record)
    if (!isOlder(record.draft, latest.get(name)?.draft)) latest.set(name, record)
  }
  return latest
}

function outcomes(records: SourceRecord[], works: NamedWork[]): Outcome[] {
  const workOf = new Map(
    works.filter(isPaper).flatMap((work) => work.fresh.map((record) => [recordName(record), work])),
  )
  const begun = new Set<NamedWork>()
  return records.map((record) => {
    const work = workOf.get(recordName(record))
    if (!work) return 'unchanged'
    if (work.paperIds.length > 0 || begun.has(work)) return 'updated'
    begun.add(work)
    return 'added'
  })
}
