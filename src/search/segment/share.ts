import type { Segment } from './segment.ts'

/** The same segment with its arrays in memory that threads can share; what lies in the memory of a kernel is there already. */
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
  if (tree === null || typeof tree !== 'object' || memoryOf(tree)) return tree
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, shared(value)]))
}

/** Memory that the arrays of a segment take, in bytes. Documents in a file take none. */
export function bytesOf(tree: unknown): number {
  if (ArrayBuffer.isView(tree)) return tree.byteLength
  if (tree === null || typeof tree !== 'object') return 0
  const memory = memoryOf(tree)
  if (memory) return memory.buffer.byteLength
  return Object.values(tree).reduce((sum: number, value) => sum + bytesOf(value), 0)
}

/** The memory of a kernel that all arrays of this lie in, if they do. */
function memoryOf(tree: object): WebAssembly.Memory | null {
  return 'memory' in tree ? (tree as { memory: WebAssembly.Memory | null }).memory : null
}
