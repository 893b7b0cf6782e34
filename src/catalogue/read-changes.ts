import { setImmediate as breathe } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import { changesAfter, papersNow, type ChangedPaper } from '../papers/change-store.ts'
import { lockSaving, touchPapers } from '../papers/save-store.ts'
import { READER_VERSION } from '../reading/version.ts'
import { findCommonNames } from './sums-store.ts'
import type { Correction } from './correction.ts'
import { correctionsOf, moveWords } from './correction-store.ts'
import { digestOf, findingsOf, type Findings, type Text } from './findings.ts'
import { analyse, deleteFindings, writeFindings } from './findings-store.ts'
import {
  lockReading,
  notifyRead,
  readingProgress,
  setProgress,
  storedReadings,
} from './progress-store.ts'

/** Changes of one transaction: the embedded database answers nobody for the 20 to 40 ms that it takes. */
const BATCH = 50

/** Which paper could not be read, and why. */
export type Failed = (id: string, error: unknown) => void

const AT_ONCE = 10 // papers that are read before others may speak: some milliseconds

const MANY = 5_000 // papers that may have brought old ones behind new ones

/** Papers after which the planner of the database looks at the tables again, and after four times as many once more. */
const COUNTED_FROM = 500

const NAMES_AT_ONCE = 20 // some milliseconds of the database

/**
 * Reads until nothing is left that changed, and returns how many changes that were. Stops early when `isStopped`.
 * `onProgress` is told the last change that was read.
 */
export async function readChanges(
  db: Database,
  failed: Failed,
  {
    isStopped,
    onProgress,
  }: { isStopped?: () => boolean; onProgress?: (change: number) => void } = {},
): Promise<number> {
  let done = 0
  let counted = COUNTED_FROM
  for (;;) {
    const changes = isStopped?.() ? 0 : await readNextChanges(db, failed)
    if (changes === 0) break
    done += changes
    if (onProgress) onProgress((await readingProgress(db)).change)
    if (done < counted) continue
    counted *= 4
    await analyse(db)
  }
  if (done >= MANY) {
    await analyse(db)
    await findAllCommonNames(db)
  }
  return done
}

/** In small transactions, so that others are answered in between. */
export async function findAllCommonNames(db: Database): Promise<void> {
  for (let after: string | null = ''; after !== null;) {
    const from: string = after
    after = await db.transaction().execute(async (transaction) => {
      await lockReading(transaction)
      return findCommonNames(transaction, from, NAMES_AT_ONCE)
    })
  }
}

/**
 * Reads the papers that changed since the last change that was read, at most 50, and returns how many changes that
 * were: 0 when nothing is left. A paper whose text is as it was is not read again. After an upgrade of the reader it
 * begins at the first change. Does nothing when a newer reader has been at work. A paper that cannot be read is told to
 * `failed` and left unread: the others must not wait for it.
 */
async function readNextChanges(db: Database, failed: Failed): Promise<number> {
  const progress = await readingProgress(db)
  if (progress.version > READER_VERSION) return 0
  const after = progress.version === READER_VERSION ? progress.change : 0
  const changes = await changesAfter(db, after, BATCH)
  if (changes.length === 0) return 0

  const texts = changes.flatMap(({ id, paper }) => (paper ? [textOf(id, paper)] : []))
  const living = new Set(texts.map(({ id }) => id))
  const ended = changes.flatMap(({ id, paper }) => (paper || living.has(id) ? [] : [id]))
  const { findings, known } = await readStale(db, texts, failed)
  const touched = findings.filter(({ id }) => isOld(known.get(id))).map(({ id }) => id)
  const change = changes.at(-1)!.number
  await db.transaction().execute(async (transaction) => {
    if (touched.length + ended.length > 0) await lockSaving(transaction) // before the other lock, as everybody does
    await lockReading(transaction)
    const now = await readingProgress(transaction)
    if (now.version !== progress.version || now.change !== progress.change) return // somebody was faster
    const moved = await moveWords(transaction, ended)
    await deleteFindings(transaction, ended)
    await writeFindings(transaction, findings)
    await touchPapers(transaction, touched)
    if (moved.length > 0) await readAgain(transaction, moved, failed)
    await setProgress(transaction, { version: READER_VERSION, change })
    if (findings.length + ended.length > 0) await notifyRead(transaction)
  })
  return changes.length
}

/**
 * Reads these papers anew, whether or not anything changed, within a transaction that holds both locks. Ids that no
 * paper has are passed over.
 */
export async function readAgain(
  transaction: Database,
  ids: string[],
  failed: Failed,
): Promise<void> {
  const papers = await papersNow(transaction, ids)
  const corrections = await correctionsOf(transaction, ids)
  const texts = papers.map(({ id, paper }) => textOf(id, paper))
  const findings = await readTexts(texts, corrections, failed)
  await writeFindings(transaction, findings)
  await touchPapers(transaction, findings.map(({ id }) => id)) // prettier-ignore
  await notifyRead(transaction)
}

function textOf(id: string, { title, abstract, published_at: at }: ChangedPaper): Text {
  return { id, title, abstract, published: at === null ? null : new Date(at).toISOString() }
}

type Known = Awaited<ReturnType<typeof storedReadings>>

function isOld(known: { version: number } | undefined): boolean {
  return known !== undefined && known.version !== READER_VERSION
}

/** Reads those of the texts that have not been read as they are. */
async function readStale(
  db: Database,
  texts: Text[],
  failed: Failed,
): Promise<{ findings: Findings[]; known: Known }> {
  const ids = texts.map(({ id }) => id)
  const known = await storedReadings(db, ids)
  const corrections = await correctionsOf(db, ids)
  const stale = texts.filter((text) => {
    const before = known.get(text.id)
    return isOld(before) || before?.digest !== digestOf(text, corrections.get(text.id) ?? [])
  })
  return { findings: await readTexts(stale, corrections, failed), known }
}

async function readTexts(
  texts: Text[],
  corrections: Map<string, Correction[]>,
  failed: Failed,
): Promise<Findings[]> {
  const findings: Findings[] = []
  for (const [n, text] of texts.entries()) {
    if (n % AT_ONCE === 0) await breathe()
    try {
      findings.push(findingsOf(text, corrections.get(text.id) ?? []))
    } catch (error) {
      failed(text.id, error)
    }
  }
  return findings
}
