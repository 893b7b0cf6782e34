import type { Database } from '../database/database.ts'
import { savePrepared, type Prepared } from '../papers/save.ts'
import { FileProblem, type FileProblemKind } from './files/file-problem.ts'
import { noteImports } from './import-store.ts'
import type { Entry } from './prepare-pieces.ts'
import { newPreparer, type Preparer } from './preparer.ts'
import { readPieces, type Pieces, type ReadOptions } from './read-papers.ts'
import type { FileContext } from './read-piece.ts'
import { readRecord } from './read-record.ts'
import type { Noted, Piece } from './row.ts'

/** What became of one file. `read` counts entries: added, updated, unchanged and rejected together. */
export interface FileResult {
  file: string
  format: string | null // of the first paper; null when there was none
  read: number
  added: number
  updated: number
  unchanged: number
  rejected: number
  errors: { line: number | null; reason: string }[] // the first ERRORS_KEPT; no line: of the whole file
  notes: Noted[] // the first NOTES_KEPT
  noted: number // how many notes there were
  problem: FileProblemKind | null // why the file was not read, or not to its end
}

/** One transaction: what a crash can undo, and a quarter of what is held in memory. Whichever comes first ends it. */
const BATCH_PIECES = 1000
const BATCH_CHARACTERS = 16_000_000 // of raw text; a database takes no statement above 512 MB

/** Reasons beyond these repeat themselves, and a broken file of millions of lines must not fill the memory. */
export const ERRORS_KEPT = 100
const NOTES_KEPT = 100

/**
 * Brings the papers of a file into the database, or those of standard input for '-'. Importing the same file again
 * changes nothing. Papers from before a failure are kept.
 *
 * Whatever is wrong with the file or its entries is told in the result; only failures of the database are thrown.
 */
export async function importFile(
  db: Database,
  path: string,
  options: ReadOptions = {},
): Promise<FileResult> {
  const result = emptyResult(path)
  const preparer = newPreparer()
  try {
    await importInto(newSaver(db, preparer, result), path, options, result)
    return result
  } finally {
    await preparer.close()
  }
}

async function importInto(
  saver: Saver,
  path: string,
  options: ReadOptions,
  result: FileResult,
): Promise<void> {
  let problem: FileProblem | null = null
  try {
    for await (const { pieces, context } of readPieces(path, options)) {
      for (const piece of pieces) await saver.add(piece, context)
    }
  } catch (error) {
    if (!(error instanceof FileProblem)) {
      await saver.settle()
      throw error
    }
    problem = error
  }
  await saver.finish()
  if (problem) tellProblem(problem, result)
}

/** What is wrong with the file comes before what is wrong with its entries: there may be more of those than are kept. */
function tellProblem({ kind, message }: FileProblem, result: FileResult): void {
  result.problem = kind
  result.errors = [{ line: null, reason: message }, ...result.errors].slice(0, ERRORS_KEPT)
}

function emptyResult(file: string): FileResult {
  return {
    file,
    format: null,
    read: 0,
    added: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    errors: [],
    notes: [],
    noted: 0,
    problem: null,
  }
}

/** Counts an entry, and says whether it is a paper. */
function take(entry: Entry, result: FileResult): entry is Prepared {
  if ('note' in entry) {
    result.noted += 1
    if (result.notes.length < NOTES_KEPT) result.notes.push(entry)
    return false
  }
  result.read += 1
  if ('reason' in entry) {
    result.rejected += 1
    keepError(result, entry.line, entry.reason)
    return false
  }
  result.format ??= entry.source
  return true
}

function keepError(result: FileResult, line: number, reason: string): void {
  if (result.errors.length < ERRORS_KEPT) result.errors.push({ line, reason })
}

interface Saver {
  add(piece: Piece, context: FileContext): Promise<void>
  finish(): Promise<void>
  /** Waits for the save that is running, however it ends: nobody may close the database beneath it. */
  settle(): Promise<void>
}

/** Saves in batches, one after another, while the next one is prepared and the one after that is read. */
function newSaver(db: Database, preparer: Preparer, result: FileResult): Saver {
  let batch: Pieces | null = null
  let characters = 0
  const records = new Map<string, number>() // that each source brought
  let saving: Promise<void> = Promise.resolve()

  const save = async (full: Pieces) => {
    batch = null
    characters = 0
    const entries = preparer.prepare(full)
    entries.catch(() => {}) // thrown below, unless the batch before fails
    await saving
    saving = entries.then(saveEntries)
    saving.catch(() => {}) // thrown to whoever waits for it next
  }
  const saveEntries = async (entries: Entry[]) => {
    const papers = entries.filter((entry) => take(entry, result))
    for (const { source } of papers) records.set(source, (records.get(source) ?? 0) + 1)
    if (papers.length === 0) return
    for (const outcome of await savePrepared(db, papers, readRecord)) result[outcome] += 1
  }
  return {
    async add(piece, context) {
      batch ??= { pieces: [], context }
      batch.pieces.push(piece)
      characters += 'text' in piece ? piece.text.length : 0
      const isFull = batch.pieces.length >= BATCH_PIECES || characters >= BATCH_CHARACTERS
      if (isFull) await save(batch)
    },
    async finish() {
      if (batch) await save(batch)
      await saving
      await noteImports(db, records)
    },
    async settle() {
      await saving.catch(() => {})
    },
  }
}
