import { kernelMemory, kernelOver } from '../kernel/kernel.ts'

/** A set of document numbers, one bit each, in words of 32. The size is known by whoever made it. */
export type Bitmap = Uint32Array

export function bitmap(size: number): Bitmap {
  return new Uint32Array((size + 31) >>> 5)
}

/** Every number below `size`. */
export function fullBitmap(size: number): Bitmap {
  return addBelow(bitmap(size), size)
}

export function has(bits: Bitmap, number: number): boolean {
  return (bits[number >>> 5]! & (1 << (number & 31))) !== 0
}

export function add(bits: Bitmap, number: number): void {
  bits[number >>> 5]! |= 1 << (number & 31)
}

/** The next four change `bits` in place and return it. First: with every number below `size`, for which it was made. */
export function addBelow(bits: Bitmap, size: number): Bitmap {
  bits.fill(0xffffffff)
  if (size & 31) bits[bits.length - 1] = (1 << (size & 31)) - 1
  return bits
}

export function keepCommon(bits: Bitmap, other: Bitmap): Bitmap {
  for (let i = 0; i < bits.length; i++) bits[i]! &= other[i]!
  return bits
}

export function addAll(bits: Bitmap, other: Bitmap): Bitmap {
  for (let i = 0; i < bits.length; i++) bits[i]! |= other[i]!
  return bits
}

export function removeAll(bits: Bitmap, other: Bitmap): Bitmap {
  for (let i = 0; i < bits.length; i++) bits[i]! &= ~other[i]!
  return bits
}

const kernel = kernelOver(kernelMemory(65_536))
const desk = new Uint32Array(kernel.memory)
const FEW = 64 // words; fewer are counted here sooner than by the kernel

export function count(bits: Bitmap): number {
  let total = 0
  if (bits.length <= FEW) {
    for (const word of bits) total += bitsIn(word)
    return total
  }
  for (let from = 0; from < bits.length; from += desk.length) {
    const some = bits.subarray(from, from + desk.length)
    desk.set(some)
    if (some.length % 2 === 1) desk[some.length] = 0 // as two words are counted at a time
    total += kernel.countBits(0, some.byteLength)
  }
  return total
}

/** In ascending order. */
export function eachIn(bits: Bitmap, visit: (number: number) => void): void {
  for (let i = 0; i < bits.length; i++) {
    let word = bits[i]!
    while (word !== 0) {
      const lowest = word & -word
      visit((i << 5) + (31 - Math.clz32(lowest)))
      word ^= lowest
    }
  }
}

/** The same as a list; `room`, for at least as many, is what it is written to. */
export function numbersIn(bits: Bitmap, room = new Uint32Array(count(bits))): Uint32Array {
  let length = 0
  for (let i = 0; i < bits.length; i++) {
    for (let word = bits[i]!; word !== 0; word &= word - 1) {
      room[length++] = (i << 5) + (31 - Math.clz32(word & -word))
    }
  }
  return room.subarray(0, length)
}

/** Bits set in a 32-bit word: the parallel count of Hacker's Delight, figure 5-2. */
export function bitsIn(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
