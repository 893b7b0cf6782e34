import { expect, test } from 'vitest'
import { seededRandom } from '../meaning/random.ts'
import { bitmap, count, eachIn } from './bitmap.ts'
import { growing, taken } from './growing.ts'
import { writePositions } from './positions.ts'
import { postingCursor } from './postings-cursor.ts'
import { postingsWriter } from './postings-writer.ts'
import { addDocuments, commonRow, eachPosting, frequency } from './postings.ts'

const DOCUMENTS = 150_000 // more than a distance of 16 bits reaches
const random = seededRandom(1)
const below = (limit: number) => Math.floor(random() * limit)

interface Posting {
  document: number
  impact: number
  positions: number[]
}

/** Terms of one document, of nearly all, and of any number between. */
const terms: Posting[][] = [1, 2, 127, 128, 129, 900, 9374, 9375, 9376, 40_000, 149_000].map(
  (wanted) => {
    const documents = new Set<number>([below(DOCUMENTS)])
    while (documents.size < wanted) documents.add(below(DOCUMENTS))
    return [...documents]
      .toSorted((a, b) => a - b)
      .map((document) => ({
        document,
        impact: 1 + below(255),
        positions: [...new Set([below(300), below(300), below(3000)])].toSorted((a, b) => a - b),
      }))
  },
)

const writer = postingsWriter(DOCUMENTS)
for (const postings of terms) {
  writer.beginTerm(postings.length)
  for (const { document, impact, positions } of postings) {
    const bytes = growing(Uint8Array)
    writePositions(bytes, positions, 0, positions.length)
    writer.add(document, impact, taken(bytes), 0, bytes.length)
  }
}
const written = writer.finish()

test('a term that one document in sixteen has is kept as a bitmap', () => {
  expect(terms.map((_, term) => commonRow(written.common, term))).toEqual([
    -1, -1, -1, -1, -1, -1, -1, 0, 1, 2, 3,
  ])
})

test('postings of a window and more lie in the memory of a kernel, fewer do not', () => {
  expect(written.memory).not.toBeNull()
  expect(written.impacts.buffer).toBe(written.memory!.buffer)
  expect(postingsWriter(2048).finish().memory).not.toBeNull()
  expect(postingsWriter(2047).finish().memory).toBeNull()
})

test('every posting is visited, in order', () => {
  for (const [term, postings] of terms.entries()) {
    const visited: { document: number; impact: number }[] = []
    eachPosting(written, term, (document, impact) => visited.push({ document, impact }))
    expect(visited).toEqual(postings.map(({ document, impact }) => ({ document, impact })))
  }
})

test('every posting is found again, with its impact and positions', () => {
  for (const [term, postings] of terms.entries()) {
    const cursor = postingCursor(written, term)
    const found = postings.map(({ document, positions }) => ({
      document: cursor.seek(document),
      impact: cursor.impact(),
      positions: document % 7 === 0 ? cursor.positions() : positions,
    }))
    expect(found).toEqual(postings)
    expect(cursor.seek(postings.at(-1)!.document + 1)).toBe(Infinity)
    expect(cursor.seek(DOCUMENTS)).toBe(Infinity)
  }
})

test('a cursor leaps to the first posting at or after any document', () => {
  for (const [term, postings] of terms.entries()) {
    for (const stride of [1000, 30_000]) {
      const cursor = postingCursor(written, term)
      let next = 0
      for (let wanted = below(stride); wanted < DOCUMENTS; wanted += 1 + below(stride)) {
        while (next < postings.length && postings[next]!.document < wanted) next++
        const found = cursor.seek(wanted)
        expect(found).toBe(postings[next]?.document ?? Infinity)
        if (found === Infinity) continue
        expect(cursor.impact()).toBe(postings[next]!.impact)
        expect(cursor.positions()).toEqual(postings[next]!.positions)
      }
    }
  }
})

test('documents of a term are counted and listed', () => {
  for (const [term, postings] of terms.entries()) {
    expect(frequency(written, term)).toBe(postings.length)
    const bits = bitmap(DOCUMENTS)
    addDocuments(written, term, bits)
    expect(count(bits)).toBe(postings.length)
    const listed: number[] = []
    eachIn(bits, (document) => listed.push(document))
    expect(listed).toEqual(postings.map(({ document }) => document))
  }
})
