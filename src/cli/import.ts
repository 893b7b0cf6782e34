import type { Readable, Writable } from 'node:stream'
import { SingleBar } from 'cli-progress'
import { Command, Option } from 'commander'
import { readConfig } from '../config.ts'
import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/open.ts'
import { importFile, type FileResult } from '../sources/import.ts'
import { FORMATS } from '../sources/read-record.ts'
import { day } from './day.ts'
import { importReport } from './import-report.ts'

interface Options {
  date?: string
  format?: string
  json?: boolean
}

/** Where a command reads from and writes to. */
export interface Streams {
  stdin: Readable
  stdout: Writable
  stderr: Writable & { isTTY?: boolean }
}

/** `broadsheet import FILE…`. Exit code 1 when a file could not be read or nothing in it was usable. */
export function importCommand(): Command {
  return new Command('import')
    .description('bring in papers from files; - is standard input, and .gz and .zst are unpacked')
    .argument(
      '<file...>',
      'saved page text, JSON, arXiv XML, BibTeX or RIS; the contents tell which',
    )
    .option(
      '--date <day>',
      'the day whose list the papers are, where a file does not say it (2025-04-17)',
      day,
    )
    .addOption(new Option('--format <format>', 'read every file as this').choices(FORMATS))
    .option('--json', 'print one JSON document on standard output')
    .action(run)
}

async function run(files: string[], options: Options): Promise<void> {
  const database = await openDatabase(readConfig(process.env).DATABASE_URL, {
    ownThread: true, // it stores while we read and render
  })
  try {
    process.exitCode = await importFiles(database.db, files, options, process)
  } finally {
    await database.close()
  }
}

/** Imports one file after another and tells about each. Returns the exit code. */
export async function importFiles(
  db: Database,
  files: string[],
  { date, format, json }: Options,
  { stdin, stdout, stderr }: Streams,
): Promise<number> {
  const results: FileResult[] = []
  for (const file of files) {
    const bar = progressBar(file, stderr)
    const result = await importFile(db, file, {
      stdin: { stream: stdin, now: new Date() },
      day: date,
      format,
      progress: bar.update,
    })
    bar.stop()
    results.push(result)
    const output = json ? stderr : stdout
    output.write(`${importReport(result)}\n`)
  }
  if (json) stdout.write(`${JSON.stringify({ files: results }, null, 2)}\n`)
  return results.every(isUsable) ? 0 : 1
}

function isUsable({ read, rejected }: FileResult): boolean {
  return read > rejected
}

/** A bar on a terminal, and nothing where nobody would see it move. */
function progressBar(file: string, stderr: Streams['stderr']) {
  if (!stderr.isTTY) return { update: undefined, stop() {} }

  const format = `${file} {bar} {percentage} %, {eta_formatted} left`
  const bar = new SingleBar({ format, stream: stderr, clearOnComplete: true, hideCursor: true })
  bar.start(1, 0)
  return {
    update(bytesRead: number, size: number | null) {
      if (size === null) return
      bar.setTotal(size)
      bar.update(bytesRead)
    },
    stop() {
      bar.stop()
    },
  }
}
