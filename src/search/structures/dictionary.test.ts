import { expect, test } from 'vitest'
import { seededRandom } from '../meaning/random.ts'
import { dictionary } from './dictionary.ts'
import { inByteOrder, size, termAt, type Vocabulary } from './vocabulary.ts'

const listed = (vocabulary: Vocabulary) =>
  Array.from({ length: size(vocabulary) }, (_, place) => termAt(vocabulary, place))

/** Words that share long beginnings, in several scripts, with repetitions. */
function words(count: number): string[] {
  const random = seededRandom(3)
  const any = (list: string[]) => list[Math.floor(random() * list.length)]!
  const pieces = ['', 'a', 'ab', '\0', 'net', 'work', 'é', 'ß', '语', '\uffee', '𝐀', 'zz', '=']
  return Array.from({ length: count }, () =>
    Array.from({ length: Math.floor(random() * 7) }, () => any(pieces)).join(''),
  )
}

test('terms are numbered in the order in which they come, as by a map', () => {
  const numbers = new Map<string, number>()
  const terms = dictionary()
  for (const word of words(50_000)) {
    if (!numbers.has(word)) numbers.set(word, numbers.size)
    if (terms.numberOf(word) !== numbers.get(word)) expect.fail(word)
  }
  expect(terms.size).toBe(numbers.size)
})

test('its vocabulary is in byte order, and tells where each number went', () => {
  const terms = dictionary()
  const all = [...new Set(words(50_000))]
  for (const word of all) terms.numberOf(word)
  const { vocabulary, places } = terms.vocabulary()
  expect(listed(vocabulary)).toEqual(all.toSorted(inByteOrder))
  for (const [number, word] of all.entries())
    if (termAt(vocabulary, places[number]!) !== word) expect.fail(word)
})

test('some of its terms make a vocabulary too, and none an empty one', () => {
  const terms = dictionary()
  for (const word of ['pear', 'fig', 'apple', 'quince']) terms.numberOf(word)
  expect(listed(terms.vocabulary(Uint32Array.of(0, 2)).vocabulary)).toEqual(['apple', 'pear'])
  expect(listed(terms.vocabulary(Uint32Array.of()).vocabulary)).toEqual([])
  expect(listed(dictionary().vocabulary().vocabulary)).toEqual([])
})

test('terms that begin alike for ten thousand bytes are put in order too', () => {
  const terms = dictionary()
  const long = 'x'.repeat(10_000)
  const all = Array.from({ length: 40 }, (_, n) => long + String(n * 7919).slice(-2) + n)
  for (const word of all) terms.numberOf(word)
  expect(listed(terms.vocabulary().vocabulary)).toEqual(all.toSorted(inByteOrder))
})
