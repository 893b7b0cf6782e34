import { chunkTable } from '../analysis/chunk-table.ts'
import { eachChunk } from '../analysis/chunks.ts'
import { otherBeginnings } from '../analysis/one-spelling.ts'
import { wordsOfChunk, wordsOfIdeographs } from '../analysis/words.ts'
import type { Query } from '../query/query.ts'

/** Ranges of the clean text, UTF-16, ascending and apart: what to mark. */
export interface Highlights {
  title: [start: number, end: number][]
  abstract: [start: number, end: number][]
}

/** The terms that a hit is marked for: the words of the query and of its phrases. */
export function markedTerms({ words, clauses }: Query): Set<string> {
  const phrases = clauses
    .filter(({ not }) => !not)
    .flatMap(({ anyOf }) => anyOf)
    .flatMap((condition) =>
      condition.kind === 'phrase' ? condition.phrase.words.map(({ term }) => term) : [],
    )
  return new Set([...words.map(({ stem }) => stem), ...phrases])
}

export function highlight(text: string, terms: Set<string>): [start: number, end: number][] {
  const ranges: [number, number][] = []
  const { seconds, number } = markerOf(terms)
  eachChunk(text, (start, end, ideographs, isPlain, units) => {
    // a plain word begins like its terms, so nearly all end here. What is not plain is always looked into
    if (isPlain && !mayBegin(seconds, units[start]!, end - start > 1 ? units[start + 1]! : 0))
      return
    let notes = chunks.find(units, start, end, isPlain)
    if (notes === 0) notes = noted(text.slice(start, end), ideographs)
    let mark = chunks.cells[notes + 1]!
    if (mark >>> 1 !== number) {
      mark = 2 * number + Number(termsOf[chunks.cells[notes]!]!.some((term) => terms.has(term)))
      chunks.cells[notes + 1] = mark
    }
    if ((mark & 1) === 1) ranges.push([start, end])
  })
  return ranges
}

const REMEMBERED = 100_000 // chunks, some 20 MB; the words of a field repeat, names and numbers do not

/** Notes on a chunk: its place in `termsOf`, and of the last marker that met it the number, and in the lowest bit whether it was marked. */
let chunks = chunkTable()
let termsOf: string[][] = []

function noted(chunk: string, ideographs: boolean): number {
  const { words } = ideographs ? wordsOfIdeographs(chunk) : wordsOfChunk(chunk)
  return chunks.note([termsOf.push(words.flatMap(({ stem, exact }) => [stem, exact])) - 1, 0])
}

/** What is known of one set of terms, which marks all hits of a page. */
interface Marker {
  seconds: Uint32Array // by first letter in ASCII: the second letters, a bit each, of plain words that may hold a term
  number: number // of the sets so far
}

const markers = new WeakMap<Set<string>, Marker>()
const MOST_MARKERS = 2 ** 31 - 1 // their numbers have 31 bits
let latest = 0

function markerOf(terms: Set<string>): Marker {
  let marker = markers.get(terms)
  if (!marker) {
    latest = latest < MOST_MARKERS ? latest + 1 : 1
    if (chunks.size > REMEMBERED || latest === 1) forget()
    marker = { seconds: secondLetters(terms), number: latest }
    markers.set(terms, marker)
  }
  return marker
}

function forget() {
  chunks = chunkTable()
  termsOf = []
}

const SHIFT_TO_LOWER = 32 // between 'A' and 'a'
const ANY_LETTER = 0xffffffff

const bitOf = (letter: number) => 1 << (letter & 31) // 1 to 26 for 'a' to 'z' and 'A' to 'Z'

/** `second` is 0 for a word of one letter. */
function mayBegin(seconds: Uint32Array, first: number, second: number): boolean {
  return (seconds[first | SHIFT_TO_LOWER]! & bitOf(second)) !== 0
}

function secondLetters(terms: Set<string>): Uint32Array {
  const seconds = new Uint32Array(128)
  const add = (letter: string, bits: number) => {
    const first = letter.charCodeAt(0)
    if (first < 128) seconds[first]! |= bits
  }
  for (const term of terms) {
    const word = term.startsWith('=') ? term.slice(1) : term
    const first = word[0] ?? ''
    if (first !== '') add(first, bitsOfSecond(word[1]))
    for (const letter of otherBeginnings(first)) add(letter, ANY_LETTER)
  }
  return seconds
}

/** With what spelling and stemming turn into it: 'haem' has the stem 'hem', 'sceptical' 'skeptic', 'dying' 'die'. */
function bitsOfSecond(letter: string | undefined): number {
  if (letter === undefined) return ANY_LETTER
  const others = { e: 'ao', k: 'c', i: 'y' }[letter] ?? ''
  return [...letter, ...others].reduce((bits, one) => bits | bitOf(one.charCodeAt(0)), 0)
}
