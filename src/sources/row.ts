import type { SourceRecord } from '../papers/record.ts'

/** What became of one entry of a file. Lines count from 1, in the unpacked text. */
export type Row = Accepted | Rejected | Noted

interface Accepted {
  line: number
  record: SourceRecord
}

/** An entry that cannot be a paper: the rest of the file goes on. */
interface Rejected {
  line: number
  reason: string
}

/** Something the person who imports should know, without a paper being lost. No line: it concerns the whole file. */
export interface Noted {
  line?: number
  note: string
}

/** The text of one entry, cut out of a file, or why it could not be. */
export type Piece = { line: number; text: string } | Rejected | Noted
