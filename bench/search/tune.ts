// Chooses what ranking is made of, on development sets alone: `npm run tune:search`. Prints what each value is worth.
import { readFileSync } from 'node:fs'
import { collectionOf, idOf, wholePart } from '../../src/search/collection/collection.ts'
import { find } from '../../src/search/find/find.ts'
import { VOICES, type Voices } from '../../src/search/find/fusion.ts'
import { builtInModel } from '../../src/search/meaning/built-in.ts'
import { parseQuery } from '../../src/search/query/parse.ts'
import { SCORING, type Scoring } from '../../src/search/scoring/bm25f.ts'
import { weigh } from '../../src/search/scoring/weigh.ts'
import { measuredAverages } from '../../src/search/segment/averages.ts'
import { buildSegment } from '../../src/search/segment/build.ts'
import { bitmap, add } from '../../src/search/structures/bitmap.ts'
import { vectorReader } from '../../src/search/structures/vectors.ts'
import { placeOf } from '../../src/search/structures/vocabulary.ts'
import { beir, csfcube, ndcg10, scitldr, type Benchmark } from './collections.ts'
import { DATA } from './data.ts'
import { asDocument } from './ours.ts'

const NEVER = { late: () => false }

/** Every other query of those without a split, the training queries of SciFact, fold 1 of CSFCube. */
function developmentSets(): Benchmark[] {
  const odd = (set: Benchmark) => ({ ...set, queries: set.queries.filter((_, i) => i % 2 === 1) })
  const splits = JSON.parse(
    readFileSync(new URL('bench/csfcube/evaluation_splits.json', DATA), 'utf8'),
  ) as Record<string, Record<string, string[]>>
  const fold = new Set(Object.values(splits).flatMap((facet) => facet['fold1_dev'] ?? []))
  const cube = csfcube()
  const some = (set: Benchmark, count: number) => ({ ...set, queries: set.queries.slice(0, count) })
  return [
    some(beir('scifact', 'train/'), 300),
    odd(beir('cranfield')),
    odd(beir('cisi')),
    { ...cube, queries: cube.queries.filter(({ id }) => fold.has(id.replace('-', '_'))) },
    some(scitldr('dev'), 200),
  ]
}

const sets = developmentSets()
const model = builtInModel()

function prepare(scoring: Scoring) {
  return sets.map((set) => {
    const documents = set.papers.map(asDocument)
    const segment = buildSegment(documents, {
      averages: measuredAverages(documents),
      scoring,
      model,
    })
    const collection = collectionOf([wholePart(segment)])
    const readers = [vectorReader(segment.vectors!)]
    const queries = set.queries.map((query) => {
      const bits = query.pool && bitmap(segment.documents)
      for (const id of query.pool ?? []) {
        const place = placeOf(segment.ids, id)
        if (place >= 0) add(bits!, segment.idDocument[place]!)
      }
      const read = parseQuery(query.text)
      return { ...query, read, vector: model.embed(read.text), allowed: [bits] }
    })
    return { set, scoring, collection, readers, queries }
  })
}

function measure(prepared: ReturnType<typeof prepare>, voices: Voices | null): number[] {
  return prepared.map(({ collection, readers, queries, scoring }) => {
    let sum = 0
    for (const { read, vector, allowed, grades } of queries) {
      const terms = weigh(collection, read.words, scoring.exactShare)
      const search = {
        collection,
        readers,
        query: read,
        terms,
        deadline: NEVER,
        depth: 10,
        wordsToo: true,
      }
      const { found } = find(
        {
          ...search,
          vector: voices && vector,
          meaningToo: voices !== null,
          voices: voices ?? VOICES,
        },
        allowed,
      )
      sum += ndcg10(
        found.slice(0, 10).map(({ item }) => idOf(collection, item)),
        grades,
      )
    }
    return sum / queries.length
  })
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const show = (label: string, values: number[]) =>
  console.log(
    `${label.padEnd(34)} ${mean(values).toFixed(4)}   ${values.map((value) => value.toFixed(4)).join('  ')}`,
  )

console.log(
  `${' '.repeat(35)}mean     ${sets.map(({ name }) => name.split(' ')[0]!.padEnd(7).slice(0, 7)).join(' ')}`,
)
if (process.argv[2] !== 'voices') {
  show('as chosen', measure(prepare(SCORING), null))
  const tries: [string, Partial<Scoring>][] = [
    ...[0.9, 1.5, 2].map((k1): [string, Partial<Scoring>] => [`k1 ${k1}`, { k1 }]),
    ...[1.5, 3, 4].map((title): [string, Partial<Scoring>] => [
      `title weight ${title}`,
      { weights: { ...SCORING.weights, title } },
    ]),
    ...[0.2, 0.7].map((title): [string, Partial<Scoring>] => [
      `title b ${title}`,
      { b: { ...SCORING.b, title } },
    ]),
    ...[0.6, 0.9].map((abstract): [string, Partial<Scoring>] => [
      `abstract b ${abstract}`,
      { b: { ...SCORING.b, abstract } },
    ]),
    ...[0, 0.5].map((exactShare): [string, Partial<Scoring>] => [
      `exact share ${exactShare}`,
      { exactShare },
    ]),
  ]
  for (const [label, change] of tries)
    show(label, measure(prepare({ ...SCORING, ...change }), null))
}

const prepared = prepare(SCORING)
show('words alone', measure(prepared, null))
for (const first of [2, 3]) {
  for (const [meaning, company] of [
    [0.1, 0.1],
    [0.2, 0.2],
    [0.25, 0.25],
    [0.2, 0.3],
    [0.3, 0.2],
    [0.3, 0.3],
    [0.35, 0.25],
    [0.25, 0.35],
  ]) {
    const voices = { meaning: meaning!, company: company!, first }
    show(`meaning ${meaning} company ${company} of ${first}`, measure(prepared, voices))
  }
}
