import { setImmediate as breathe } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import type { SourceRecord } from '../papers/record.ts'
import { newRenderer, type Renderer } from '../papers/renderer.ts'
import { prepare, savePrepared, type Outcome, type Prepared } from '../papers/save.ts'
import { FileProblem, type FileProblemKind } from './files/file-problem.ts'
import { noteImports } from './import-store.ts'
import { readPapers, type ReadOptions } from './read-papers.ts'
import { readRecord } from './read-record.ts'
import type { Noted, Row } from './row.ts'

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

/** Rows read or prepared before the database may speak again: it would stand idle between its statements. */
const ROWS_AT_ONCE = 32

/** One transaction: what a crash can undo, and a third of what is held in memory. Whichever comes first ends it. */
const BATCH_RECORDS = 1000
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
  const renderer = newRenderer()
  try {
    await importInto(newSaver(db, renderer, result), path, options, result)
    return result
  } finally {
    await renderer.close()
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
    for await (const rows of readPapers(path, options)) {
      for (const [n, row] of rows.entries()) {
        if (n % ROWS_AT_ONCE === 0) await breathe()
        await take(row, result, saver)
      }
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

async function take(row: Row, result: FileResult, saver: Saver): Promise<void> {
  if ('note' in row) {
    result.noted += 1
    if (result.notes.length < NOTES_KEPT) result.notes.push(row)
    return
  }
  result.read += 1
  if ('reason' in row) {
    result.rejected += 1
    keepError(result, row.line, row.reason)
    return
  }
  result.format ??= row.record.source
  await saver.add(row.record)
}

function keepError(result: FileResult, line: number, reason: string): void {
  if (result.errors.length < ERRORS_KEPT) result.errors.push({ line, reason })
}

interface Saver {
  add(record: SourceRecord): Promise<void>
  finish(): Promise<void>
  /** Waits for the save that is running, however it ends: nobody may close the database beneath it. */
  settle(): Promise<void>
}

/** Saves in batches, one after another, while the next one is prepared and the one after that is read. */
function newSaver(db: Database, renderer: Renderer, result: FileResult): Saver {
  let batch: SourceRecord[] = []
  let characters = 0
  const records = new Map<string, number>() // that each source brought
  let saving: Promise<void> = Promise.resolve()

  const save = async () => {
    const full = batch
    batch = []
    characters = 0
    const prepared = prepareAll(full, renderer)
    prepared.catch(() => {}) // thrown below, unless the batch before fails
    await saving
    saving = prepared
      .then((ready) => savePrepared(db, ready, readRecord))
      .then((outcomes) => count(outcomes, result))
    saving.catch(() => {}) // thrown to whoever waits for it next
  }
  return {
    async add(record) {
      batch.push(record)
      records.set(record.source, (records.get(record.source) ?? 0) + 1)
      characters += record.raw.length
      if (batch.length >= BATCH_RECORDS || characters >= BATCH_CHARACTERS) await save()
    },
    async finish() {
      if (batch.length > 0) await save()
      await saving
      await noteImports(db, records)
    },
    async settle() {
      await saving.catch(() => {})
    },
  }
}

async function prepareAll(records: SourceRecord[], renderer: Renderer): Promise<Prepared[]> {
  const texts = await renderer.render(
    records.map(({ draft }) => ({ title: draft.title, abstract: draft.abstract ?? '' })),
  )
  const prepared: Prepared[] = []
  for (const [n, record] of records.entries()) {
    if (n % ROWS_AT_ONCE === 0) await breathe()
    prepared.push(prepare(record, texts[n]!))
  }
  return prepared
}

function count(outcomes: Outcome[], result: FileResult): void {
  for (const outcome of outcomes) result[outcome] += 1
}
