import { expect, test } from 'vitest'
import { seededRandom } from '../meaning/random.ts'
import { mergedVocabulary } from './merge-vocabularies.ts'
import { inByteOrder, size, termAt, vocabularyOf } from './vocabulary.ts'

test('the terms of several vocabularies are one, and each tells where its own are in it', () => {
  const random = seededRandom(2)
  const letters = ['a', 'b', 'ab', 'é', '语', '𝐀', '\uffee']
  const lists = [900, 0, 300, 1, 900].map((count) => {
    const terms = Array.from({ length: count }, () =>
      Array.from(
        { length: Math.floor(random() * 5) },
        () => letters[Math.floor(random() * 7)]!,
      ).join(''),
    )
    return [...new Set(terms)].toSorted(inByteOrder)
  })
  const { vocabulary, places } = mergedVocabulary(lists.map(vocabularyOf))
  const all = Array.from({ length: size(vocabulary) }, (_, place) => termAt(vocabulary, place))
  expect(all).toEqual([...new Set(lists.flat())].toSorted(inByteOrder))
  expect(places.map((some) => Array.from(some, (place) => all[place]!))).toEqual(lists)
})

test('of none, an empty one', () => {
  expect(mergedVocabulary([])).toEqual({ vocabulary: vocabularyOf([]), places: [] })
})
