import { readHeader, readSections, writeSections, type TypedArray } from '../files/sections.ts'
import { memoryWithRooms } from '../kernel/in-memory.ts'
import { desksBytes } from '../structures/postings-desk.ts'
import { isForKernel } from '../structures/postings.ts'
import { emptyVectors, vectorBytes } from '../structures/vectors.ts'
import type { Segment } from './segment.ts'
import { storedBytes } from './stored.ts'

/** Of the arrays and what they mean; another one makes an index that is built anew. */
export const SEGMENT_VERSION = 7

const KIND = `segment ${SEGMENT_VERSION}`

/**
 * Writes a segment. Its arrays keep the names they have in `Segment`, as paths: 'postings.impacts'. The documents' bytes come
 * along and stay in the file when it is read.
 */
export function writeSegment(path: string, segment: Segment): void {
  const { documents, vectors, stored, postings, ...rest } = segment
  const { memory: _memory, ...ofPostings } = postings
  const arrays = flattened({ ...rest, postings: ofPostings })
  arrays['stored.starts'] = stored.starts
  arrays['stored.lengths'] = stored.lengths
  arrays[DOCUMENT_BYTES] = storedBytes(stored)
  if (vectors) arrays[VECTOR_BYTES] = vectorBytes(vectors)
  const meta = { documents, dimensions: vectors?.dimensions ?? 0, model: vectors?.model ?? null }
  writeSections(path, { kind: KIND, meta, arrays })
}

const POSTINGS = 'postings.'
const DOCUMENT_BYTES = 'stored.bytes'
const VECTOR_BYTES = 'vectors'

/** Reads a segment into shared memory: about 1 GB/s. Throws `DamagedFileError`. */
export function readSegment(path: string): Segment {
  const { meta, entries } = readHeader(path, KIND)
  const documents = meta['documents'] as number
  const dimensions = meta['dimensions'] as number
  const vectors =
    dimensions > 0 ? emptyVectors(documents, dimensions, meta['model'] as string) : null
  const ofPostings = entries.filter(({ name }) => name.startsWith(POSTINGS))
  const { memory, rooms } = isForKernel(documents)
    ? memoryWithRooms(ofPostings.map(({ bytes }) => bytes), desksBytes(documents)) // prettier-ignore
    : { memory: null, rooms: [] }
  const roomOf = new Map(rooms.map((room, i) => [ofPostings[i]!.name, room]))
  const { arrays } = readSections(path, KIND, (name) => {
    if (name === DOCUMENT_BYTES) return false
    return name === VECTOR_BYTES && vectors ? vectorBytes(vectors) : roomOf.get(name)
  })
  const { [VECTOR_BYTES]: _inMemory, ...rest } = arrays
  const segment = nested(rest) as unknown as Segment
  const { at: offset, bytes: length } = entries.find(({ name }) => name === DOCUMENT_BYTES)!
  return {
    ...segment,
    documents,
    postings: { ...segment.postings, memory },
    vectors,
    stored: { ...segment.stored, bytes: null, file: { path, offset, length } },
  }
}

/** {postings: {impacts}} as {'postings.impacts'}. */
function flattened(tree: object, prefix = ''): Record<string, TypedArray> {
  const arrays: Record<string, TypedArray> = {}
  for (const [key, value] of Object.entries(tree) as [string, object][]) {
    if (ArrayBuffer.isView(value)) arrays[prefix + key] = value as TypedArray
    else Object.assign(arrays, flattened(value, `${prefix}${key}.`))
  }
  return arrays
}

function nested(arrays: Record<string, TypedArray>): Record<string, unknown> {
  const tree: Record<string, unknown> = {}
  for (const [path, array] of Object.entries(arrays)) {
    const keys = path.split('.')
    let branch = tree
    for (const key of keys.slice(0, -1)) branch = (branch[key] ??= {}) as Record<string, unknown>
    branch[keys.at(-1)!] = array
  }
  return tree
}

/** The segment with its documents read from the file it was just written to. */
export function storedInFile(path: string, segment: Segment): Segment {
  const { entries } = readHeader(path, KIND)
  const { at: offset, bytes: length } = entries.find(({ name }) => name === DOCUMENT_BYTES)!
  return { ...segment, stored: { ...segment.stored, bytes: null, file: { path, offset, length } } }
}
