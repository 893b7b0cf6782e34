import { makeRoom, type Growing } from './growing.ts'

/*
 * The positions of a posting are written as gaps, each with whether more follow, one posting after the other. Half of all
 * gaps are the first and only one of an abstract, up to some 200, and fit in one byte:
 *
 *   0 … 191      the last gap
 *   192 … 239    a gap of 0 … 47, more follow
 *   240 … 254    with the next byte twelve bits: gap << 1 | whether more follow
 *   255          two bytes for the gap, one for whether more follow
 */
const LAST = 192
const MORE = 240
const LONG = 255
const LONG_CODES = (LONG - MORE) << 8

/** `positions[from]` up to `positions[to]`, ascending, below 65,536. */
export function writePositions(
  out: Growing<Uint8Array>,
  positions: ArrayLike<number>,
  from: number,
  to: number,
): void {
  makeRoom(out, 4 * (to - from))
  const bytes = out.numbers
  let at = out.length
  let before = 0
  for (let i = from; i < to; i++) {
    const gap = positions[i]! - before
    before = positions[i]!
    const more = i + 1 < to ? 1 : 0
    const code = (gap << 1) | more
    if (more === 0 && gap < LAST) bytes[at++] = gap
    else if (more === 1 && gap < MORE - LAST) bytes[at++] = LAST + gap
    else if (code < LONG_CODES) {
      bytes[at++] = MORE + (code >>> 8)
      bytes[at++] = code & 255
    } else {
      bytes[at++] = LONG
      bytes[at++] = gap & 255
      bytes[at++] = gap >>> 8
      bytes[at++] = more
    }
  }
  out.length = at
}

/** Where the positions end that start at `from`. */
export function endOfPositions(bytes: Uint8Array, from: number): number {
  for (let at = from; ;) {
    const byte = bytes[at]!
    if (byte < LAST) return at + 1
    if (byte < MORE) at++
    else {
      at += byte < LONG ? 2 : 4
      if ((bytes[at - 1]! & 1) === 0) return at
    }
  }
}

/** The positions that start at `from`. */
export function readPositions(bytes: Uint8Array, from: number): number[] {
  const found: number[] = []
  let position = 0
  for (let at = from, more = true; more;) {
    const byte = bytes[at]!
    if (byte < MORE) {
      more = byte >= LAST
      position += more ? byte - LAST : byte
      at++
    } else if (byte < LONG) {
      const code = ((byte - MORE) << 8) | bytes[at + 1]!
      more = (code & 1) === 1
      position += code >>> 1
      at += 2
    } else {
      position += bytes[at + 1]! | (bytes[at + 2]! << 8)
      more = bytes[at + 3] === 1
      at += 4
    }
    found.push(position)
  }
  return found
}
