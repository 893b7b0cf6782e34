import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inMemory, memoryWithRooms } from './in-memory.ts'

test('rooms lie apart, where a kernel can read sixteen bytes, and before what comes behind them', () => {
  const { memory, rooms } = memoryWithRooms([1, 0, 33, 70_000], 1000)
  expect(rooms.map(({ length }) => length)).toEqual([1, 0, 33, 70_000])
  for (const [i, room] of rooms.entries()) {
    expect(room.byteOffset % 16).toBe(0)
    if (i > 0) expect(room.byteOffset).toBeGreaterThanOrEqual(endOf(rooms[i - 1]!))
  }
  expect(memory.buffer.byteLength - 1000).toBeGreaterThanOrEqual(endOf(rooms[3]!))
})

const endOf = ({ byteOffset, byteLength }: Uint8Array) => byteOffset + byteLength

test('a tree of arrays is the same in the memory of a kernel', () => {
  const tree = {
    bytes: Uint8Array.of(1, 2, 3),
    more: { words: Uint32Array.of(70_000, 80_000), none: new Uint16Array(0) },
  }
  const { memory, ...copy } = inMemory(tree, 0)
  expect(copy).toEqual(tree)
  for (const array of [copy.bytes, copy.more.words, copy.more.none])
    expect(array.buffer).toBe(memory.buffer)
})

test('memory that nobody has any more is freed', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const gone = new WeakRef(inMemory({ bytes: Uint8Array.of(1) }, 0).memory)
  await setImmediate() // what a turn has looked at lives until its end
  collect()
  expect(gone.deref()).toBeUndefined()
})
