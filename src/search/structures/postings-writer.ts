import { inMemory } from '../kernel/in-memory.ts'
import { filled, growing, makeRoom, push, type Growing } from './growing.ts'
import { desksBytes } from './postings-desk.ts'
import {
  BLOCK_SIZE,
  COMMON_SHARE,
  GROUPS,
  isForKernel,
  STRETCH_WORDS,
  WINDOW,
  WINDOW_WORDS,
  type Postings,
} from './postings.ts'

const FARTHEST = 65_535 // a distance is stored in 16 bits

/** Writes postings term by term: `beginTerm`, `add` in ascending document order. */
export interface PostingsWriter {
  /** `count` is how many postings the next term will get; a term without any is never found. */
  beginTerm(count: number): void
  /** The positions are those from byte `from` to byte `to` of `bytes`. */
  add(document: number, impact: number, bytes: Uint8Array, from: number, to: number): void
  finish(): Postings
}

export function postingsWriter(documents: number): PostingsWriter {
  const positions = growing(Uint8Array)
  const termBlocks = growing(Uint32Array)
  const rare = rareWriter(positions)
  const common = commonWriter(documents, positions)
  let isCommon = false
  let terms = 0

  return {
    beginTerm(count) {
      push(termBlocks, rare.blocks())
      isCommon = count * COMMON_SHARE >= documents
      if (isCommon) common.beginTerm(terms, count)
      else rare.beginTerm(count)
      terms++
    },
    add(document, impact, bytes, from, to) {
      if (isCommon) common.add(document, impact)
      else rare.add(document, impact)
      makeRoom(positions, to - from)
      const { numbers, length } = positions
      for (let i = from; i < to; i++) numbers[length + i - from] = bytes[i]! // a few bytes
      positions.length += to - from
    },
    finish() {
      push(termBlocks, rare.blocks())
      const arrays = {
        termBlocks: filled(termBlocks),
        ...rare.finish(),
        common: common.finish(),
        positions: filled(positions),
      }
      return isForKernel(documents)
        ? inMemory(arrays, desksBytes(documents))
        : { ...(sliced(arrays) as typeof arrays), memory: null }
    },
  }
}

/** The same tree with copies of its arrays, without the room that they have to grow. */
function sliced(tree: object): object {
  if (ArrayBuffer.isView(tree)) return (tree as Uint8Array).slice()
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, sliced(value as object)])) // prettier-ignore
}

function rareWriter(positions: Growing<Uint8Array>) {
  const blockFirst = growing(Uint32Array)
  const blockStart = growing(Uint32Array)
  const blockMax = growing(Uint8Array)
  const blockPositions = growing(Uint32Array)
  const distances = growing(Uint16Array)
  const impacts = growing(Uint8Array)
  let first = 0
  let inBlock = 0

  function openBlock(document: number) {
    first = document
    inBlock = 0
    push(blockFirst, document)
    push(blockStart, distances.length)
    push(blockMax, 0)
    push(blockPositions, positions.length)
  }

  return {
    blocks: () => blockFirst.length,
    beginTerm(count: number) {
      inBlock = BLOCK_SIZE // so that the first posting opens a block
      makeRoom(distances, count)
      makeRoom(impacts, count)
    },
    add(document: number, impact: number) {
      if (inBlock === BLOCK_SIZE || document - first > FARTHEST) openBlock(document)
      distances.numbers[distances.length++] = document - first
      impacts.numbers[impacts.length++] = impact
      inBlock++
      const block = blockMax.length - 1
      if (impact > blockMax.numbers[block]!) blockMax.numbers[block] = impact
    },
    finish() {
      push(blockStart, distances.length)
      return {
        blockFirst: filled(blockFirst),
        blockStart: filled(blockStart),
        blockMax: filled(blockMax),
        blockPositions: filled(blockPositions),
        distances: filled(distances),
        impacts: filled(impacts),
      }
    },
  }
}

function commonWriter(documents: number, positions: Growing<Uint8Array>) {
  const windows = Math.ceil(documents / WINDOW)
  const terms = growing(Uint32Array)
  const bits = growing(Uint32Array)
  const starts = growing(Uint32Array)
  const max = growing(Uint8Array)
  const groupMax = growing(Uint8Array)
  const positionStarts = growing(Uint32Array)
  const impacts = growing(Uint8Array)

  /** Opens windows and stretches up to this word of all bitmaps; those between stay empty. */
  function openUpTo(word: number) {
    while (starts.length * WINDOW_WORDS <= word) {
      push(starts, impacts.length)
      push(max, 0)
    }
    while (positionStarts.length * STRETCH_WORDS <= word) push(positionStarts, positions.length)
  }

  return {
    beginTerm(term: number, count: number) {
      makeRoom(impacts, count)
      openUpTo(bits.length - 1)
      push(terms, term)
      makeRoom(bits, windows * WINDOW_WORDS)
      bits.length += windows * WINDOW_WORDS
      makeRoom(groupMax, windows * GROUPS)
      groupMax.length += windows * GROUPS
    },
    add(document: number, impact: number) {
      const word = (terms.length - 1) * windows * WINDOW_WORDS + (document >>> 5)
      openUpTo(word)
      bits.numbers[word]! |= 1 << (document & 31)
      impacts.numbers[impacts.length++] = impact
      const window = Math.floor(word / WINDOW_WORDS)
      if (impact > max.numbers[window]!) max.numbers[window] = impact
      const group = word >>> 1
      if (impact > groupMax.numbers[group]!) groupMax.numbers[group] = impact
    },
    finish() {
      openUpTo(bits.length - 1)
      push(starts, impacts.length)
      return {
        terms: filled(terms),
        documents: filled(bits),
        starts: filled(starts),
        max: filled(max),
        groupMax: filled(groupMax),
        positionStarts: filled(positionStarts),
        impacts: filled(impacts),
      }
    },
  }
}
