import type { Piece } from '../row.ts'
import { ENTRY_BYTES_MAX, ENTRY_TOO_LONG } from './limits.ts'
import { decode } from './text.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const NEWLINE = 0x0a
const COMMA = 0x2c
const [BRACKET, BRACKET_END, BRACE, BRACE_END] = [0x5b, 0x5d, 0x7b, 0x7d]
const BETWEEN = new Set([0x20, 0x09, 0x0d, NEWLINE, COMMA, 0xef, 0xbb, 0xbf]) // spaces, byte order mark

interface Scan {
  line: number
  lineStart: number // in the chunk; below zero when the line began in an earlier one
  inArray: boolean
  element: Element | null
  pieces: Piece[]
}

interface Element {
  line: number
  column: number
  parts: Buffer[]
  bytes: number
  depth: number
  inString: boolean
  escaped: boolean
  broken: boolean // a string in it never ends
}

/**
 * The elements of JSON arrays, and JSON values that stand one after another, with the line each begins at; one
 * batch for each chunk of bytes. Nothing else of an array is held in memory, and an element above
 * ENTRY_BYTES_MAX is rejected without being held.
 *
 * An element is cut where its brackets close. JSON forbids line breaks in strings, so a string that meets one
 * was cut off: the next `{` in the column where this element began is then taken for the next element.
 */
export async function* jsonValues(bytes: AsyncIterable<Buffer>): AsyncGenerator<Piece[]> {
  const scan: Scan = { line: 1, lineStart: 0, inArray: false, element: null, pieces: [] }

  for await (const chunk of bytes) {
    scanChunk(scan, chunk)
    scan.lineStart -= chunk.length
    yield scan.pieces
    scan.pieces = []
  }
  const { element, inArray, line } = scan
  if (element) yield [{ line: element.line, reason: 'The file ends inside this entry.' }]
  if (inArray) yield [{ line, note: 'The list never ends: the file may have been cut short.' }]
}

function scanChunk(scan: Scan, chunk: Buffer): void {
  let start = 0 // where the open element begins in this chunk
  for (let at = 0; at < chunk.length; at += 1) {
    if (scan.element?.inString && !scan.element.escaped) at = endOfPlainText(chunk, at)
    const byte = chunk[at]
    if (byte === undefined) break
    if (byte === NEWLINE) {
      scan.line += 1
      scan.lineStart = at + 1
    }
    if (scan.element && isCutOff(scan, byte, at)) close(scan, chunk.subarray(start, at))
    if (!scan.element) {
      if (!begins(scan, byte)) continue
      scan.element = elementAt(scan, at)
      start = at
    }
    const end = stepInside(scan.element, byte)
    if (end !== 'no') {
      close(scan, chunk.subarray(start, end === 'after' ? at + 1 : at))
      if (end === 'before' && byte === BRACKET_END) scan.inArray = false
    }
  }
  if (scan.element) hold(scan.element, chunk.subarray(start))
}

/** Most of a paper is text: the next byte that means something inside a string, or the end of the chunk. */
function endOfPlainText(chunk: Buffer, start: number): number {
  let at = start
  for (; at < chunk.length; at += 1) {
    const byte = chunk[at]
    if (byte === QUOTE || byte === BACKSLASH || byte === NEWLINE) break
  }
  return at
}

/** Whether an element begins here; brackets of the array around elements are noted. */
function begins(scan: Scan, byte: number): boolean {
  if (BETWEEN.has(byte)) return false
  if (byte === (scan.inArray ? BRACKET_END : BRACKET)) {
    scan.inArray = !scan.inArray
    return false
  }
  return true
}

function elementAt({ line, lineStart }: Scan, at: number): Element {
  const column = at - lineStart
  return {
    line,
    column,
    parts: [],
    bytes: 0,
    depth: 0,
    inString: false,
    escaped: false,
    broken: false,
  }
}

/** Whether the element ends 'after' this byte, 'before' it, or does not end here. */
function stepInside(element: Element, byte: number): 'after' | 'before' | 'no' {
  if (element.inString) {
    if (element.escaped) element.escaped = false
    else if (byte === BACKSLASH) element.escaped = true
    else if (byte === QUOTE) element.inString = false
    else if (byte === NEWLINE) {
      element.inString = false
      element.broken = true
    }
    return 'no'
  }
  if (byte === QUOTE) element.inString = true
  else if (byte === BRACE || byte === BRACKET) element.depth += 1
  else if (element.depth > 0) {
    if (byte !== BRACE_END && byte !== BRACKET_END) return 'no'
    element.depth -= 1
    return element.depth === 0 ? 'after' : 'no'
  } else if (byte === COMMA || byte === NEWLINE || byte === BRACKET_END) return 'before'
  return 'no'
}

function isCutOff({ element, lineStart }: Scan, byte: number, at: number): boolean {
  return element!.broken && byte === BRACE && at - lineStart === element!.column
}

function hold(element: Element, part: Buffer): void {
  element.bytes += part.length
  if (element.bytes > ENTRY_BYTES_MAX) element.parts = []
  else element.parts.push(part)
}

function close(scan: Scan, last: Buffer): void {
  const element = scan.element!
  hold(element, last)
  scan.element = null

  const { line } = element
  if (element.bytes > ENTRY_BYTES_MAX) {
    scan.pieces.push({ line, reason: `The entry is ${ENTRY_TOO_LONG}.` })
    return
  }
  const { text, note } = decode(Buffer.concat(element.parts))
  scan.pieces.push({ line, text })
  if (note) scan.pieces.push({ line, note })
}
