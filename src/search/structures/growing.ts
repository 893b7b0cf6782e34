type Numbers = Uint8Array | Uint16Array | Uint32Array

/** Numbers of one width, one after the other, as many as come. */
export interface Growing<T extends Numbers> {
  numbers: T // with room to spare
  length: number
}

export function growing<T extends Numbers>(Type: new (length: number) => T): Growing<T> {
  return { numbers: new Type(1 << 10), length: 0 }
}

export function push<T extends Numbers>(list: Growing<T>, number: number): void {
  makeRoom(list, 1)
  list.numbers[list.length++] = number
}

/** Makes room for so many more, at least doubling what there is. */
export function makeRoom<T extends Numbers>(list: Growing<T>, more: number): void {
  const { numbers, length } = list
  if (length + more <= numbers.length) return
  const Type = numbers.constructor as new (length: number) => T
  const larger = new Type(Math.max(2 * numbers.length, length + more))
  larger.set(numbers)
  list.numbers = larger
}

/** What was pushed, until more is. */
export function filled<T extends Numbers>({ numbers, length }: Growing<T>): T {
  return numbers.subarray(0, length) as T
}

/** What was pushed, without the room. */
export function taken<T extends Numbers>({ numbers, length }: Growing<T>): T {
  return numbers.slice(0, length) as T
}
