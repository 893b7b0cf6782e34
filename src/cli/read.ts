import { once } from 'node:events'
import { Command } from 'commander'
import type { Draft } from '../papers/paper.ts'
import { renderAbstract, renderTitle } from '../papers/text.ts'
import { idOf } from '../papers/twins.ts'
import { SHOWN_FROM, type Reading } from '../reading/finding.ts'
import { readPaper } from '../reading/read.ts'
import { FileProblem } from '../sources/files/file-problem.ts'
import { readPapers } from '../sources/read-papers.ts'
import { readingReport } from './reading-report.ts'

interface Options {
  json?: boolean
  all?: boolean
}

/** `broadsheet read FILE`: what the abstracts in a file say. Stores nothing and needs no database. */
export function readCommand(): Command {
  return new Command('read')
    .description('read what the abstracts in a file say, without storing anything')
    .argument('<file>', 'anything that import takes; - is standard input')
    .option('--json', 'print one JSON object a line')
    .option('--all', 'print doubtful findings too')
    .action(read)
}

async function read(file: string, { json, all }: Options): Promise<void> {
  let papers = 0
  try {
    for await (const rows of readPapers(file, {
      stdin: { stream: process.stdin, now: new Date() },
    })) {
      for (const row of rows) {
        if (!('record' in row)) continue
        papers += 1
        const reading = readingOf(row.record.draft, all ? 0 : SHOWN_FROM)
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
    systems: shown(reading.systems).map(systemJson),
    artifacts: reading.artifacts,
    claims: shown(reading.claims),
    results: shown(reading.results),
  }
}

export type PaperReading = ReturnType<typeof readingOf>

function systemJson({ inTitle, ...system }: Reading['systems'][number]) {
  return { ...system, in_title: inTitle }
}
