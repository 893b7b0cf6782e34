import type { Paragraph } from '../formats/page-papers.ts'
import type { Piece } from '../row.ts'
import { ENTRY_BYTES_MAX, ENTRY_TOO_LONG } from './limits.ts'

/**
 * The paragraphs of a text, one batch for each batch of lines. With `byBlankLines`, lines up to a blank one are one
 * paragraph; else each line is. A line that stands `alone` is a paragraph in any case.
 */
export async function* paragraphsOf(
  batches: AsyncIterable<Piece[]>,
  byBlankLines: boolean,
  alone: (line: string) => boolean,
): AsyncGenerator<(Paragraph | Exclude<Piece, { text: string }>)[]> {
  let open: Paragraph | null = null

  for await (const batch of batches) {
    const paragraphs: (Paragraph | Exclude<Piece, { text: string }>)[] = []
    const close = () => {
      if (open && open.text.length > ENTRY_BYTES_MAX) {
        paragraphs.push({ line: open.line, reason: `The paragraph is ${ENTRY_TOO_LONG}.` })
      } else if (open) paragraphs.push(open)
      open = null
    }
    for (const piece of batch) {
      if (!('text' in piece)) {
        paragraphs.push(piece)
        continue
      }
      const text = piece.text.trim()
      const separate = !byBlankLines || alone(text)
      if (text === '' || separate) close()
      if (text === '') continue
      if (!open) open = { line: piece.line, text }
      else if (open.text.length <= ENTRY_BYTES_MAX) open.text += ` ${text}`
      if (separate) close()
    }
    yield paragraphs
  }
  if (open) yield [open]
}
