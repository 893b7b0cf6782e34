import { expect, test } from 'vitest'
import { SCORING } from '../scoring/bm25f.ts'
import { buildSegment, type Recipe } from '../segment/build.ts'
import { postingCursor } from '../structures/postings-cursor.ts'
import { frequency } from '../structures/postings.ts'
import { placeOf, size, termAt } from '../structures/vocabulary.ts'
import { readStored } from '../segment/stored.ts'
import { chances } from '../testing/generate.ts'
import { itemWithId, collectionOf, documentOf, partOf, wholePart, type Part } from './collection.ts'
import { mergeParts } from './merge.ts'
import { withoutDocuments } from './remove.ts'

const recipe: Recipe = { averages: [5, 30, 1, 4, 1], scoring: SCORING, model: null }

test('a merged segment holds what one built from the living papers holds', () => {
  const { paper, random } = chances(1)
  const documents = Array.from({ length: 400 }, (_, i) => paper(`p${i}`))
  let parts: Part[] = [
    documents.slice(0, 250),
    documents.slice(250, 390),
    documents.slice(390),
  ].map((some) => wholePart(buildSegment(some, recipe)))
  const kept = documents.filter(({ id }) => {
    if (random() > 0.2) return true
    const item = itemWithId(collectionOf(parts), id)
    parts = parts.map((part, i) =>
      i === partOf(item) ? withoutDocuments(part, [documentOf(item)]) : part,
    )
    return false
  })
  const merged = mergeParts(parts)!
  const built = buildSegment(kept, recipe)

  expect(merged.documents).toBe(kept.length)
  expect(Array.from({ length: size(merged.terms) }, (_, i) => termAt(merged.terms, i))).toEqual(
    Array.from({ length: size(built.terms) }, (_, i) => termAt(built.terms, i)),
  )
  for (let term = 0; term < size(built.terms); term++) {
    expect(frequency(merged.postings, term)).toBe(frequency(built.postings, term))
  }
  for (const { id } of kept) {
    const [here, there] = [merged, built].map(
      (segment) => segment.idDocument[placeOf(segment.ids, id)]!,
    )
    expect(readStored(merged.stored, here!)).toEqual(readStored(built.stored, there!))
    for (let term = 0; term < size(built.terms); term++) {
      const [x, y] = [postingCursor(merged.postings, term), postingCursor(built.postings, term)]
      const [inMerged, inBuilt] = [x.seek(here!) === here, y.seek(there!) === there]
      expect(inMerged).toBe(inBuilt)
      if (inBuilt) expect([x.impact(), x.positions()]).toEqual([y.impact(), y.positions()])
    }
  }
})

test('nothing is left of segments whose papers were all deleted', () => {
  const { paper } = chances(2)
  const part = wholePart(buildSegment([paper('a'), paper('b')], recipe))
  expect(mergeParts([withoutDocuments(part, [0, 1])])).toBeNull()
})
