import type { FileResult } from '../sources/import.ts'

const SHOWN = 10 // errors and notes of one file; `--json` has more

/** What became of a file, for a person: one line, then what was wrong, then what should be known. */
export function importReport(result: FileResult): string {
  const { file, format, read, rejected, errors, notes, noted } = result
  const summary =
    read === 0
      ? `${file}: nothing was imported`
      : `${file}: ${counted(read)} read as ${format ?? 'unknown'}, ${outcomes(result)}`
  const wrong = rejected + (result.problem === null ? 0 : 1)
  return [
    summary,
    ...list(
      errors.map(({ line, reason }) => (line === null ? reason : `line ${line}: ${reason}`)),
      wrong,
    ),
    ...list(
      notes.map(({ line, note }) =>
        line === undefined ? `note: ${note}` : `note on line ${line}: ${note}`,
      ),
      noted,
    ),
  ].join('\n')
}

function counted(papers: number): string {
  return papers === 1 ? '1 paper' : `${papers.toLocaleString('en')} papers`
}

function outcomes(result: FileResult): string {
  return (['added', 'updated', 'unchanged', 'rejected'] as const)
    .map((outcome) => `${result[outcome].toLocaleString('en')} ${outcome}`)
    .join(', ')
}

function list(sentences: string[], all: number): string[] {
  const shown = sentences.slice(0, SHOWN)
  const more = all - shown.length
  return [...shown, ...(more > 0 ? [`… and ${more.toLocaleString('en')} more`] : [])].map(
    (line) => `  ${line}`,
  )
}
