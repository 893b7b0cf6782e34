/**
 * Distinct strings in byte order, each known by its place. All of them are one run of UTF-8: 10 to 15 bytes a term,
 * shared between threads as it is, and sorted, so that prefixes are ranges.
 */
export interface Vocabulary {
  bytes: Uint8Array
  starts: Uint32Array // term i is bytes[starts[i]] up to bytes[starts[i + 1]]
}

/** One that also knows with how many bytes each term begins as the one before does, at most 255: all that begin alike are passed over fast. */
export interface PrefixedVocabulary extends Vocabulary {
  shared: Uint8Array
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** The terms must be in byte order and distinct; see `inByteOrder`. */
export function vocabularyOf(sorted: string[]): Vocabulary {
  const starts = new Uint32Array(sorted.length + 1)
  let length = 0
  for (const [i, term] of sorted.entries()) {
    starts[i] = length
    length += Buffer.byteLength(term)
  }
  starts[sorted.length] = length
  const bytes = new Uint8Array(length)
  for (const [i, term] of sorted.entries()) encoder.encodeInto(term, bytes.subarray(starts[i]))
  return { bytes, starts }
}

/** Those of its terms that are at these places, in this order. */
export function picked({ bytes, starts }: Vocabulary, places: Uint32Array): Vocabulary {
  const pickedStarts = new Uint32Array(places.length + 1)
  for (let i = 0, length = 0; i < places.length; i++)
    pickedStarts[i + 1] = length += starts[places[i]! + 1]! - starts[places[i]!]!
  const pickedBytes = new Uint8Array(pickedStarts[places.length]!)
  for (let i = 0, to = 0; i < places.length; i++) {
    const end = starts[places[i]! + 1]!
    for (let at = starts[places[i]!]!; at < end; at++) pickedBytes[to++] = bytes[at]! // a few bytes
  }
  return { bytes: pickedBytes, starts: pickedStarts }
}

/** The same, with the prefixes that its terms share. */
export function prefixed({ bytes, starts }: Vocabulary): PrefixedVocabulary {
  const shared = new Uint8Array(starts.length - 1)
  for (let place = 1; place < shared.length; place++) {
    const [before, start] = [starts[place - 1]!, starts[place]!]
    const most = Math.min(255, start - before, starts[place + 1]! - start)
    let length = 0
    while (length < most && bytes[before + length] === bytes[start + length]) length++
    shared[place] = length
  }
  return { bytes, starts, shared }
}

/**
 * Compares as UTF-8 bytes would. UTF-16 order differs from it only where a surrogate meets a unit above the surrogates,
 * so those two are swapped first.
 */
export function inByteOrder(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return aboveSurrogates(x) - aboveSurrogates(y)
  }
  return a.length - b.length
}

function aboveSurrogates(unit: number): number {
  if (unit < 0xd800) return unit
  return unit > 0xdfff ? unit - 0x2000 : unit + 0x2000
}

export function size(vocabulary: Vocabulary): number {
  return vocabulary.starts.length - 1
}

export function termAt(vocabulary: Vocabulary, place: number): string {
  const { bytes, starts } = vocabulary
  return textOf(bytes, starts[place]!, starts[place + 1]!)
}

/** The place of a term, or -1. About 1 µs among a million. */
export function placeOf(vocabulary: Vocabulary, term: string): number {
  const wanted = encoded(term)
  const place = firstNotBelow(vocabulary, wanted)
  return place < size(vocabulary) && compareAt(vocabulary, place, wanted) === 0 ? place : -1
}

let room = new Uint8Array(1 << 10)

/** Its bytes, until the next one is encoded: words are looked up all the time, and what is made anew must be freed. */
function encoded(term: string): Uint8Array {
  if (3 * term.length > room.length) room = new Uint8Array(3 * term.length)
  return room.subarray(0, encoder.encodeInto(term, room).written)
}

/** The places of all terms that begin so: from the first up to, not including, the second. */
export function prefixRange(vocabulary: Vocabulary, prefix: string): [number, number] {
  const first = encoder.encode(prefix)
  const beyond = new Uint8Array([...first, 0xff]) // no byte of UTF-8 is 0xff
  return [firstNotBelow(vocabulary, first), firstNotBelow(vocabulary, beyond)]
}

function firstNotBelow(vocabulary: Vocabulary, wanted: Uint8Array): number {
  let low = 0
  let high = size(vocabulary)
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareAt(vocabulary, middle, wanted) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function compareAt({ bytes, starts }: Vocabulary, place: number, wanted: Uint8Array): number {
  const start = starts[place]!
  const length = starts[place + 1]! - start
  const common = Math.min(length, wanted.length)
  for (let i = 0; i < common; i++) {
    const difference = bytes[start + i]! - wanted[i]!
    if (difference !== 0) return difference
  }
  return length - wanted.length
}

/** `TextDecoder` refuses shared memory, and is slower than this for the ASCII that most terms are. */
function textOf(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let i = start; i < end; i++) {
    if (bytes[i]! > 127) return decoder.decode(bytes.slice(start, end))
    text += String.fromCharCode(bytes[i]!)
  }
  return text
}
