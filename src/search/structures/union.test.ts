import { expect, test } from 'vitest'
import { seededRandom } from '../meaning/random.ts'
import { numbersIn } from './bitmap.ts'
import { giveBack } from './lent.ts'
import { postingsWriter } from './postings-writer.ts'
import { union } from './union.ts'

const NO_POSITIONS = Uint8Array.of(0)

/** Terms of few and of many documents. */
function collection(documents: number) {
  const random = seededRandom(documents)
  const terms = [0.0005, 0.01, 0.05, 0.07, 0.6, 1].map((share) =>
    Array.from({ length: documents }, (_, document) => document).filter(() => random() < share),
  )
  const writer = postingsWriter(documents)
  for (const term of terms) {
    writer.beginTerm(term.length)
    for (const document of term) writer.add(document, 1, NO_POSITIONS, 0, 1)
  }
  return { terms, postings: writer.finish() }
}

test.each([2000, 2048, 150_001])(
  'of %i documents, those are united that have any of the terms',
  (documents) => {
    const { terms, postings } = collection(documents)
    for (const some of [[0], [1, 2], [3], [0, 3, 4], [5, 1], []]) {
      const found = union(postings, documents)
      for (const term of some) found.add(term)
      const bits = found.lent()
      const expected = new Set(some.flatMap((term) => terms[term]!))
      expect([...numbersIn(bits)]).toEqual([...expected].toSorted((a, b) => a - b))
      giveBack(bits)
    }
  },
)
