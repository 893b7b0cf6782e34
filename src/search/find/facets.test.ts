import { expect, test } from 'vitest'
import { collectionOf, wholePart } from '../collection/collection.ts'
import type { SearchDocument } from '../document.ts'
import { SCORING } from '../scoring/bm25f.ts'
import { buildSegment, type Recipe } from '../segment/build.ts'
import { TRAITS } from '../segment/segment.ts'
import { bitmap, add, numbersIn } from '../structures/bitmap.ts'
import { termAt } from '../structures/vocabulary.ts'
import { chances } from '../testing/generate.ts'
import { countFacets } from './facets.ts'

const recipe: Recipe = { averages: [5, 30, 1, 4, 1], scoring: SCORING, model: null }
const MANY = 90 // more categories than are listed

const { paper, below } = chances(11)
const papers = Array.from({ length: 600 }, (_, i) => {
  const one = paper(`p${i}`)
  return { ...one, categories: [...one.categories, `field-${below(MANY)}`] }
})
const byId = new Map(papers.map((one) => [one.id, one]))
const parts = [papers.slice(0, 100), papers.slice(100, 350), papers.slice(350)].map((some, key) =>
  wholePart(buildSegment(some, recipe), key),
)

/** Counts as they are defined: paper by paper. */
function counted(found: SearchDocument[], valuesOf: (one: SearchDocument) => string[]) {
  const counts = new Map<string, number>()
  for (const one of found)
    for (const value of valuesOf(one)) counts.set(value, (counts.get(value) ?? 0) + 1)
  return Array.from(counts, ([value, count]) => ({ value, count })).toSorted(
    (a, b) => b.count - a.count || (a.value < b.value ? -1 : 1),
  )
}

test.each([0, 0.01, 0.3, 0.7, 1])(
  'of a share of %d of all papers, facets are what counting paper by paper has',
  (share) => {
    const found = parts.map(({ segment }) => {
      const bits = bitmap(segment.documents)
      for (let document = 0; document < segment.documents; document++)
        if (below(1000) < 1000 * share) add(bits, document)
      return bits
    })
    const listed = parts.flatMap(({ segment }, part) =>
      Array.from(numbersIn(found[part]!), (document) =>
        byId.get(termAt(segment.ids, segment.idPlace[document]!))!,
      ),
    )
    const facets = countFacets(collectionOf(parts), found)
    expect(facets.category).toEqual(counted(listed, ({ categories }) => categories).slice(0, 30))
    expect(facets.topic).toEqual(counted(listed, ({ topics }) => topics))
    expect(facets.source).toEqual(counted(listed, ({ source }) => [source]))
    expect(facets.year).toEqual(
      counted(listed, ({ year }) => (year === null ? [] : [String(year)])).toSorted(
        (a, b) => Number(b.value) - Number(a.value),
      ),
    )
    expect(facets.has).toEqual(
      TRAITS.map((value) => ({
        value,
        count: listed.filter(({ has }) => has[value]).length,
      })).filter(({ count }) => count > 0),
    )
  },
)
