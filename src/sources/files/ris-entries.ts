import type { Piece } from '../row.ts'
import { ENTRY_BYTES_MAX, ENTRY_TOO_LONG } from './limits.ts'

const START = /^\s*TY {0,2}- ?/
const END = /^\s*ER {0,2}- ?\s*$/

/** The records of a RIS file, from TY to ER, one batch for each batch of lines. */
export async function* risEntries(batches: AsyncIterable<Piece[]>): AsyncGenerator<Piece[]> {
  let open: { line: number; parts: string[]; length: number } | null = null

  const close = (pieces: Piece[]) => {
    if (!open) return
    const { line, parts, length } = open
    if (length > ENTRY_BYTES_MAX) pieces.push({ line, reason: `The record is ${ENTRY_TOO_LONG}.` })
    else pieces.push({ line, text: parts.join('\n') })
    open = null
  }

  for await (const batch of batches) {
    const pieces: Piece[] = []
    for (const piece of batch) {
      if (!('text' in piece)) {
        pieces.push(piece)
        continue
      }
      if (START.test(piece.text)) {
        if (open)
          pieces.push({ line: piece.line, note: 'The record before this line has no end (ER).' })
        close(pieces)
        open = { line: piece.line, parts: [], length: 0 }
      }
      if (!open) continue
      open.length += piece.text.length
      if (open.length > ENTRY_BYTES_MAX) open.parts = []
      else open.parts.push(piece.text)
      if (END.test(piece.text)) close(pieces)
    }
    yield pieces
  }
  if (open) {
    const pieces: Piece[] = [
      { line: (open as { line: number }).line, note: 'The last record has no end (ER).' },
    ]
    close(pieces)
    yield pieces
  }
}
