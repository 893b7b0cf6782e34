import { parseDateLine } from '../formats/page-date.ts'
import { isMasthead } from '../formats/page-masthead.ts'
import { isLong } from '../formats/page-papers.ts'
import { FileProblem } from './file-problem.ts'

/** How a file is cut into entries. Which source each entry is of shows only inside it. */
export type Family = 'json-lines' | 'json-values' | 'xml' | 'bibtex' | 'ris' | 'page'

export const HEAD_BYTES = 64 * 1024 // looked at to tell what a file is

/** Binary formats that people hand over by mistake, by their first bytes. */
const ARCHIVES: [magic: string, advice: string][] = [
  ['PK\x03\x04', 'This is a ZIP archive: unpack it and import the files in it.'],
  ['BZh', 'This is compressed with bzip2: unpack it first (bunzip2).'],
  ['\xfd7zXZ', 'This is compressed with xz: unpack it first (unxz).'],
  ['7z\xbc\xaf', 'This is a 7-Zip archive: unpack it and import the files in it.'],
  ['%PDF', 'This is a PDF: a list of papers is needed, not a paper.'],
  ['\x1f\x8b', 'This is compressed twice: unpack it once first.'],
  ['\x28\xb5\x2f\xfd', 'This is compressed twice: unpack it once first.'],
]

const KNOWN =
  'saved page text, JSON Lines or JSON arrays, Atom, RSS or OAI-PMH XML of arXiv, BibTeX and RIS, each also as .gz or .zst'

/** The family of a file that begins with `head`. Throws FileProblem for what can be none of them. */
export function recognise(head: Buffer): Family {
  refuseBinary(head)
  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (text === '') throw new FileProblem('empty', 'The file is empty.')

  if (text.startsWith('[')) return 'json-values'
  if (text.startsWith('{')) return isJsonLines(text) ? 'json-lines' : 'json-values'
  if (text.startsWith('<')) {
    if (!/^<(?:!doctype html|html)\b/i.test(text)) return 'xml'
    throw new FileProblem(
      'unrecognised',
      'This is a web page: save it as text, or use the site’s API.',
    )
  }
  if (/^[ \t]*@[a-z]+[ \t]*[{(][ \t]*[^\s{}()]*[ \t]*[,=]/im.test(text)) return 'bibtex'
  if (/^[ \t]*TY {0,2}- ?[A-Z]/m.test(text)) return 'ris'
  if (isPage(text)) return 'page'
  throw new FileProblem('unrecognised', `The format is not known. Broadsheet reads ${KNOWN}.`)
}

const NUL_SHARE_MAX = 0.1 // a stray NUL is debris; every second byte is UTF-16, and more is no text

function refuseBinary(head: Buffer): void {
  const start = head.subarray(0, 8).toString('latin1')
  const archive = ARCHIVES.find(([magic]) => start.startsWith(magic))
  if (archive) throw new FileProblem('unrecognised', archive[1])
  if (head.subarray(257, 262).toString('latin1') === 'ustar') {
    throw new FileProblem(
      'unrecognised',
      'This is a tar archive: unpack it and import the files in it.',
    )
  }
  const nuls = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0)
  if (start.startsWith('\xff\xfe') || start.startsWith('\xfe\xff') || isUtf16(head, nuls)) {
    throw new FileProblem(
      'unrecognised',
      'This is text in UTF-16: convert it to UTF-8, for example with iconv -f UTF-16 -t UTF-8.',
    )
  }
  if (nuls > head.length * NUL_SHARE_MAX)
    throw new FileProblem('unrecognised', 'This is no text but binary data.')
}

/** Without a mark at its start, UTF-16 of mostly Latin text shows by the zeros at every second byte. */
function isUtf16(head: Buffer, nuls: number): boolean {
  if (nuls < head.length * 0.3) return false
  const even = head.reduce((count, byte, at) => count + (byte === 0 && at % 2 === 0 ? 1 : 0), 0)
  return even < nuls * 0.05 || even > nuls * 0.95
}

/** One object to a line, rather than one over many lines. A broken first line must not decide. */
function isJsonLines(text: string): boolean {
  const [first, second] = text.split('\n', 2).map((line) => line.trim())
  if (isJson(first!)) return true
  return first !== '{' && (second === undefined || second.startsWith('{'))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const PARAGRAPHS_LOOKED_AT = 12
const PAIRS_MIN = 3

/** A date line or a masthead at the top, or else several short paragraphs each followed by a long one. */
function isPage(text: string): boolean {
  const lines = text
    .split('\n', 200)
    .map((line) => line.trim())
    .filter(Boolean)
  const top = lines.slice(0, PARAGRAPHS_LOOKED_AT)
  const firstLong = top.findIndex(isLong)
  const masthead = firstLong < 0 ? top : top.slice(0, firstLong)
  if (masthead.some((line) => parseDateLine(line) !== null)) return true
  if (masthead.filter(isMasthead).length >= 2) return true

  const parts = hasBlankLines(text) ? text.split(/\n[ \t\r]*\n/) : lines
  const paragraphs = parts.filter((part) => part.trim() !== '').slice(0, PARAGRAPHS_LOOKED_AT)
  const pairs = paragraphs.filter((paragraph, at) => {
    const next = paragraphs[at + 1] ?? ''
    return !isLong(paragraph) && isLong(next)
  })
  return pairs.length >= PAIRS_MIN
}

/** Whether paragraphs are divided by blank lines. */
export function hasBlankLines(text: string): boolean {
  return /\n[ \t]*\r?\n/.test(text)
}
