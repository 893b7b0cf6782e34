import { BLOCK_SIZE, IMPACT_MASK, type Postings } from './postings.ts'
import { byteWriter, writeBytes } from './varint.ts'

const FARTHEST = 65_535 // a distance is stored in 16 bits

/**
 * Writes postings term by term: `add` in ascending document order, then `endTerm`. `count` bounds how many postings may come.
 * Positions of a posting are the bytes from `from` to `to`, written as `Postings.positions` describes.
 */
export function postingsWriter(count: number) {
  const distances = new Uint16Array(count)
  const values = new Uint16Array(count)
  const positions = byteWriter()
  const termBlocks = [0]
  const blockFirst: number[] = []
  const blockStart: number[] = []
  const blockMax: number[] = []
  const blockPositions: number[] = []
  let length = 0
  let first = 0
  let inBlock = BLOCK_SIZE // so that the first posting opens a block

  return {
    add(document: number, value: number, bytes: Uint8Array, from: number, to: number) {
      if (inBlock === BLOCK_SIZE || document - first > FARTHEST) {
        first = document
        inBlock = 0
        blockFirst.push(document)
        blockStart.push(length)
        blockMax.push(0)
        blockPositions.push(positions.length)
      }
      const impact = value & IMPACT_MASK
      if (impact > blockMax[blockMax.length - 1]!) blockMax[blockMax.length - 1] = impact
      distances[length] = document - first
      values[length++] = value
      inBlock++
      writeBytes(positions, bytes, from, to)
    },
    endTerm() {
      termBlocks.push(blockFirst.length)
      inBlock = BLOCK_SIZE
    },
    finish(): Postings {
      return {
        termBlocks: Uint32Array.from(termBlocks),
        blockFirst: Uint32Array.from(blockFirst),
        blockStart: Uint32Array.from([...blockStart, length]),
        blockMax: Uint16Array.from(blockMax),
        blockPositions: Uint32Array.from(blockPositions),
        distances: distances.slice(0, length),
        values: values.slice(0, length),
        positions: positions.bytes.slice(0, positions.length),
      }
    },
  }
}
