import { kernelMemory } from './kernel.ts'

const ALIGNMENT = 16 // bytes that a kernel reads at once

/**
 * Memory of a kernel with a room for each size in bytes, one after the other, and `behind` more bytes, which end where the memory
 * ends. All of it is zero.
 */
export function memoryWithRooms(
  sizes: number[],
  behind: number,
): { memory: WebAssembly.Memory; rooms: Uint8Array[] } {
  const starts: number[] = []
  let end = 0
  for (const size of sizes) {
    starts.push(end)
    end = Math.ceil((end + size) / ALIGNMENT) * ALIGNMENT
  }
  const memory = kernelMemory(end + behind)
  return { memory, rooms: sizes.map((size, i) => new Uint8Array(memory.buffer, starts[i], size)) }
}

/** The same tree with copies of its arrays in the memory of a kernel, and that memory. */
export function inMemory<Tree extends object>(
  tree: Tree,
  behind: number,
): Tree & { memory: WebAssembly.Memory } {
  const arrays = arraysIn(tree)
  const { memory, rooms } = memoryWithRooms(arrays.map(({ byteLength }) => byteLength), behind) // prettier-ignore
  const copies = new Map(arrays.map((array, i) => [array, copyTo(rooms[i]!, array)]))
  const copied = (branch: object): object =>
    copies.get(branch as Uint8Array) ??
    Object.fromEntries(Object.entries(branch).map(([key, value]) => [key, copied(value as object)]))
  return { ...(copied(tree) as Tree), memory }
}

function arraysIn(tree: object): Uint8Array[] {
  if (ArrayBuffer.isView(tree)) return [tree as Uint8Array]
  return Object.values(tree).flatMap((branch) => arraysIn(branch as object))
}

/** An array of the same type. */
function copyTo(room: Uint8Array, array: Uint8Array): Uint8Array {
  const Type = array.constructor as Uint8ArrayConstructor
  const copy = new Type(room.buffer as ArrayBuffer, room.byteOffset, array.length)
  copy.set(array)
  return copy
}
