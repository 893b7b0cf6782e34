import { decompress } from './files/decompress.ts'
import { bibtexEntries } from './files/bibtex-entries.ts'
import { FileProblem } from './files/file-problem.ts'
import { headOf } from './files/head.ts'
import { jsonValues } from './files/json-values.ts'
import { lines } from './files/lines.ts'
import { openFile, type OpenFile, type StandardInput } from './files/open.ts'
import { paragraphsOf } from './files/paragraphs.ts'
import { HEAD_BYTES, hasBlankLines, recognise, type Family } from './files/recognise.ts'
import { risEntries } from './files/ris-entries.ts'
import { xmlRecords } from './files/xml-records.ts'
import { xmlText } from './files/xml-text.ts'
import { dayInName } from './formats/hf-api.ts'
import { pagePieces, standsAlone } from './formats/page-pieces.ts'
import { readPiece, type FileContext } from './read-piece.ts'
import type { Piece, Row } from './row.ts'

export interface ReadOptions {
  /** Needed to read '-'. */
  stdin?: StandardInput
  /** The day whose list the papers are of, where the file does not say it itself. */
  day?: string
  /** One of FORMATS, where the contents are not to be trusted to tell. */
  format?: string
  /** Told as reading goes on: bytes read, of how many in all (null when nobody knows). */
  progress?: (bytesRead: number, size: number | null) => void
}

/**
 * The papers in a file, or in standard input for '-', in batches of rows in the order of the file.
 *
 * Memory does not grow with the file. What is wrong with one entry becomes a rejected row; what is wrong with the
 * file is thrown as FileProblem, after all rows that came before it.
 */
export async function* readPapers(path: string, options: ReadOptions): AsyncGenerator<Row[]> {
  const file = await openFile(path, options.stdin)
  try {
    yield* rowsOf(file, options)
  } finally {
    file.close()
  }
}

async function* rowsOf(file: OpenFile, options: ReadOptions): AsyncGenerator<Row[]> {
  const { head, all } = await headOf(decompress(file.bytes), HEAD_BYTES)
  const family = familyOf(options.format) ?? recognise(head)
  const context: FileContext = {
    family,
    format: options.format ?? null,
    listing: { asked: options.day ?? dayInName(file.name), places: new Map() },
  }
  const page = {
    day: options.day ?? null,
    saved: file.modified,
    byBlankLines: hasBlankLines(head.toString('utf8')),
  }

  let trailing: FileProblem | null = null
  const whole = withoutTrail(all, (problem) => (trailing = problem))
  for await (const pieces of piecesOf(family, whole, page)) {
    if (pieces.length > 0) yield pieces.flatMap((piece) => readPiece(piece, context))
    options.progress?.(file.bytesRead(), file.size)
  }
  if (trailing) throw trailing
}

/** What follows a whole file must not cost its last entry, so the entries end before they hear of it. */
async function* withoutTrail(
  bytes: AsyncIterable<Buffer>,
  found: (problem: FileProblem) => void,
): AsyncGenerator<Buffer> {
  try {
    yield* bytes
  } catch (error) {
    if (!(error instanceof FileProblem && error.kind === 'trailing')) throw error
    found(error)
  }
}

interface PageFile {
  day: string | null
  saved: Date
  byBlankLines: boolean
}

function piecesOf(
  family: Family,
  bytes: AsyncIterable<Buffer>,
  page: PageFile,
): AsyncIterable<Piece[]> {
  switch (family) {
    case 'json-lines':
      return lines(bytes)
    case 'json-values':
      return jsonValues(bytes)
    case 'xml':
      return xmlRecords(xmlText(bytes))
    case 'bibtex':
      return bibtexEntries(lines(bytes))
    case 'ris':
      return risEntries(lines(bytes))
    default:
      return pagePieces(paragraphsOf(lines(bytes), page.byBlankLines, standsAlone), page)
  }
}

/** How files of a format are cut. Null when the contents should tell, as JSON comes in lines or in lists. */
function familyOf(format: string | undefined): Family | null {
  if (format === 'page' || format === 'bibtex' || format === 'ris') return format
  return format?.startsWith('arxiv-') ? 'xml' : null
}
