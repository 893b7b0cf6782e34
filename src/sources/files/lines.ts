import type { Piece } from '../row.ts'
import { ENTRY_BYTES_MAX, ENTRY_TOO_LONG } from './limits.ts'
import { decode, isClean } from './text.ts'

const NEWLINE = 0x0a
const RETURN = 0x0d

/**
 * The lines of a file with their numbers, one batch for each chunk of bytes. Only LF and CRLF end a line: U+2028
 * and its like may stand inside JSON. Empty lines are given too, as some formats mean something by them.
 * A line above ENTRY_BYTES_MAX is rejected without being held in memory.
 */
export async function* lines(bytes: AsyncIterable<Buffer>): AsyncGenerator<Piece[]> {
  let number = 1
  let held: Buffer[] = [] // of a line that goes on in the next chunk
  let heldBytes = 0

  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(NEWLINE)
    if (end >= 0) {
      const batch: Piece[] = []
      let start = 0
      const first = chunk.indexOf(NEWLINE)
      if (heldBytes + first > ENTRY_BYTES_MAX) {
        batch.push({ line: number, reason: `The line is ${ENTRY_TOO_LONG}.` })
        number += 1
        start = first + 1
        held = []
      }
      const whole = chunk.subarray(start, end + 1)
      number = split(held.length > 0 ? Buffer.concat([...held, whole]) : whole, number, batch)
      yield batch
      held = []
      heldBytes = 0
    }
    const rest = chunk.subarray(end + 1)
    heldBytes += rest.length
    if (heldBytes > ENTRY_BYTES_MAX) held = []
    else if (rest.length > 0) held.push(rest)
  }

  if (heldBytes > ENTRY_BYTES_MAX) {
    yield [{ line: number, reason: `The line is ${ENTRY_TOO_LONG}.` }]
  } else if (heldBytes > 0) {
    const batch: Piece[] = []
    split(Buffer.concat([...held, Buffer.from('\n')]), number, batch)
    yield batch
  }
}

/** Adds the lines of `bytes`, which ends with a newline, to `batch`. Returns the number of the line after it. */
function split(bytes: Buffer, number: number, batch: Piece[]): number {
  const clean = isClean(bytes)
  for (let start = 0; start < bytes.length; number += 1) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline > start && bytes[newline - 1] === RETURN ? newline - 1 : newline
    if (clean) {
      batch.push({ line: number, text: bytes.toString('utf8', start, end) })
    } else {
      const { text, note } = decode(bytes.subarray(start, end))
      batch.push({ line: number, text })
      if (note) batch.push({ line: number, note })
    }
    start = newline + 1
  }
  return number
}
