import { once } from 'node:events'
import { Command } from 'commander'
import { readChanges } from '../catalogue/read-changes.ts'
import { shownClaim } from '../catalogue/shown.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from '../database/open.ts'
import { lastChange } from '../papers/change-store.ts'
import type { Draft } from '../papers/paper.ts'
import { renderAbstract, renderFragment, renderTitle } from '../papers/text.ts'
import { idOf } from '../papers/twins.ts'
import { SHOWN_FROM, type Reading } from '../reading/finding.ts'
import { readPaper } from '../reading/read.ts'
import { FileProblem } from '../sources/files/file-problem.ts'
import { readPapers } from '../sources/read-papers.ts'
import { explain } from './explain.ts'
import { progressBar } from './progress-bar.ts'
import { readingReport } from './reading-report.ts'

interface Options {
  json?: boolean
  doubtful?: boolean
  all?: boolean
}

/** `broadsheet read FILE`: what the abstracts in a file say. `broadsheet read --all`: reads the stored papers. */
export function readCommand(): Command {
  return new Command('read')
    .description('read what the abstracts in a file say, without storing anything')
    .argument('[file]', 'anything that import takes; - is standard input')
    .option('--json', 'print one JSON object a line')
    .option('--doubtful', 'print doubtful findings too')
    .option(
      '--all',
      'read the stored papers instead: new ones, and all of them after an upgrade of the reader',
    )
    .action(async (file: string | undefined, options: Options, command: Command) => {
      if ((file === undefined) !== (options.all === true))
        command.error('error: name a file, or give --all')
      await (file === undefined ? readStored() : readFile(file, options))
    })
}

async function readStored(): Promise<void> {
  const { db, close } = await openDatabase(readConfig(process.env).DATABASE_URL)
  try {
    const bar = progressBar(await lastChange(db))
    const changes = await readChanges(db, tell, { onProgress: bar.update })
    bar.stop()
    process.stderr.write(`${changes.toLocaleString('en')} changes read\n`)
  } finally {
    await close()
  }
}

function tell(id: string, error: unknown): void {
  process.stderr.write(`${id}: ${explain(error)}\n`)
}

async function readFile(file: string, { json, doubtful }: Options): Promise<void> {
  let papers = 0
  try {
    for await (const rows of readPapers(file, {
      stdin: { stream: process.stdin, now: new Date() },
    })) {
      for (const row of rows) {
        if (!('record' in row)) continue
        papers += 1
        const reading = readingOf(row.record.draft, doubtful ? 0 : SHOWN_FROM)
        const text = json ? JSON.stringify(reading) : readingReport(reading)
        if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain')
      }
    }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error
    process.stderr.write(`${file}: ${error.message}\n`)
  }
  if (papers === 0) process.exitCode = 1
}

/** A paper with its findings of at least this confidence, under the names that docs/reading.md gives them. */
export function readingOf(draft: Draft, confidenceMin: number) {
  const abstract = draft.abstract ?? ''
  const whole = `${draft.title} ${abstract}`
  const reading = readPaper({ title: draft.title, abstract })
  const shown = <Finding extends { confidence: number }>(findings: Finding[]) =>
    findings.filter(({ confidence }) => confidence >= confidenceMin)
  return {
    id: idOf(draft),
    title: draft.title,
    title_text: renderTitle(draft.title).text,
    abstract_text: renderAbstract(abstract, draft.title).text,
    kind: reading.kind,
    topics: shown(reading.topics).map(({ topic }) => topic),
    gist: renderTitle(reading.gist).text,
    systems: shown(reading.systems).map((system) => systemJson(system, whole)),
    artifacts: reading.artifacts,
    claims: shown(reading.claims).map((claim) => shownClaim(claim, whole)),
    results: shown(reading.results),
  }
}

export type PaperReading = ReturnType<typeof readingOf>

/** The name as the text has it, which is what the span covers, and as it is shown. */
function systemJson({ inTitle, ...system }: Reading['systems'][number], whole: string) {
  return { ...system, name_text: renderFragment(system.name, whole), in_title: inTitle }
}
