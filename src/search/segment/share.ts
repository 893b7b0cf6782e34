import type { Segment } from './segment.ts'

/** The same segment with its arrays in memory that threads can share; vectors and postings are there already. */
export function shareSegment(segment: Segment): Segment {
  return shared(segment) as Segment
}

function shared(tree: unknown): unknown {
  if (ArrayBuffer.isView(tree)) {
    const array = tree as Uint8Array
    if (array.buffer instanceof SharedArrayBuffer) return array
    const Type = array.constructor as Uint8ArrayConstructor
    const copy = new Type(new SharedArrayBuffer(array.byteLength))
    copy.set(array)
    return copy
  }
  if (tree === null || typeof tree !== 'object' || 'memory' in tree) return tree
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, shared(value)]))
}

/** Memory that the arrays of a segment take, in bytes. Documents in a file take none. */
export function bytesOf(tree: unknown): number {
  if (ArrayBuffer.isView(tree)) return tree.byteLength
  if (tree === null || typeof tree !== 'object') return 0
  if ('memory' in tree) return (tree as { memory: WebAssembly.Memory }).memory.buffer.byteLength
  return Object.values(tree).reduce((sum: number, value) => sum + bytesOf(value), 0)
}
