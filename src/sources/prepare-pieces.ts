import { prepare, type Prepared } from '../papers/save.ts'
import type { Pieces } from './read-papers.ts'
import { readPiece, type FileContext } from './read-piece.ts'
import type { Noted, Rejected } from './row.ts'

/** What an entry of a file came to: a paper that is ready to be saved, why it is none, or what was repaired in it. */
export type Entry = Prepared | Rejected | Noted

/** Entries in the order of the pieces, and how far the lists of the file have been counted. */
export type PreparedPieces = { entries: Entry[] } & Pick<FileContext, 'listing'>

/** Reads and renders. The context counts on. */
export function preparePieces({ pieces, context }: Pieces): PreparedPieces {
  const rows = pieces.flatMap((piece) => readPiece(piece, context))
  const entries = rows.map((row) => ('record' in row ? prepare(row.record) : row))
  return { entries, listing: context.listing }
}
