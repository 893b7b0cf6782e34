// How well and how fast papers are found, next to what a user would otherwise install: `npm run bench:search [papers]`.
// Quality on public collections, then speed on the first so many papers of the large one. Needs the data folder.
import { builtInModel } from '../src/search/meaning/built-in.ts'
import { bytesOf } from '../src/search/segment/share.ts'
import { beir, csfcube, page, type Benchmark } from './search/collections.ts'
import { hasData } from './search/data.ts'
import type { Engine } from './search/engine.ts'
import { medianSpeed, quality, speed, type Speed } from './search/measure.ts'
import { asDocument, ours, sourcesOf } from './search/ours.ts'
import { largePapers, titleFragments } from './search/large.ts'
import { minisearch } from './search/peers/minisearch.ts'
import { orama } from './search/peers/orama.ts'
import { postgres } from './search/peers/postgres.ts'
import { sqlite } from './search/peers/sqlite.ts'
import { recall } from './search/recall.ts'

const ROUNDS = 3
const QUERIES = 1000
const model = builtInModel()
const row = (...cells: string[]) => console.log(`| ${cells.join(' | ')} |`)
const head = (...cells: string[]) => (
  row(...cells),
  row(...cells.map((_, i) => (i === 0 ? '---' : '--:')))
)

async function qualityTable(sets: Benchmark[]) {
  head('nDCG@10', ...sets.map(({ name }) => name), 'mean')
  const results = new Map<string, number[]>()
  for (const set of sets) {
    const sources = sourcesOf(set.papers.map(asDocument), model)
    const engines: Engine[] = [
      ours('ours, words', () => sources, { mode: 'words' }),
      ours('ours, meaning', () => sources, { mode: 'meaning' }),
      ours('ours, fused', () => sources, {}),
      sqlite(), postgres(), minisearch(), orama(),
    ] // prettier-ignore
    for (const engine of engines) {
      await engine.build(set.papers)
      const found = await quality(engine, set)
      results.set(engine.name, [...(results.get(engine.name) ?? []), found])
      await engine.close()
    }
  }
  for (const [name, found] of results) {
    const mean = found.reduce((sum, one) => sum + one, 0) / found.length
    row(name, ...[...found, mean].map((one) => one.toFixed(3)))
  }
}

async function speedTable(count: number) {
  const papers = await largePapers(count)
  const documents = papers.map((paper) => ({ ...asDocument(paper), ...paper }))
  const queries = titleFragments(papers, QUERIES)
  const timed = async <T>(work: () => T | Promise<T>): Promise<[T, number]> => {
    const start = performance.now()
    const result = await work()
    return [result, papers.length / ((performance.now() - start) / 1000)]
  }

  console.log(
    `\n${papers.length} papers, ${QUERIES} fragments of titles, medians of ${ROUNDS} rounds\n`,
  )
  const [, wordsRate] = await timed(() => sourcesOf(documents, null))
  const [sources, bothRate] = await timed(() => sourcesOf(documents, model))
  const peers = [sqlite(), postgres(), minisearch(), orama()]
  const rates: number[] = []
  for (const peer of peers) rates.push((await timed(() => peer.build(papers)))[1])
  const engines = [
    ours('ours, words', () => sources, { mode: 'words' }),
    ours('ours, fused', () => sources, {}),
    ...peers,
  ]
  const rounds = new Map<string, Speed[]>()
  for (let round = 0; round < ROUNDS; round++) {
    for (const engine of engines) {
      const measured = await speed(
        engine,
        engine.name === 'ours, words' || engine.name === 'ours, fused'
          ? queries
          : queries.slice(0, 100),
      )
      rounds.set(engine.name, [...(rounds.get(engine.name) ?? []), measured])
    }
  }
  head('', 'p50 ms', 'p95 ms', 'p99 ms', 'queries/s', 'papers/s built')
  for (const [i, { name }] of engines.entries()) {
    const { p50, p95, p99, perSecond } = medianSpeed(rounds.get(name)!)
    const rate = [wordsRate, bothRate, ...rates][i]!
    row(name, p50.toFixed(2), p95.toFixed(2), p99.toFixed(2), perSecond.toFixed(0), rate.toFixed(0))
  }
  const memory = bytesOf({ ...sources.collection.parts[0]!.segment, stored: null }) / papers.length
  console.log(`\nmemory: ${memory.toFixed(0)} bytes a paper with vectors`)
  console.log(
    `recall@10 of the vector scan against all cosines: ${recall(sources, queries.slice(0, 200)).toFixed(4)}`,
  )
  for (const peer of peers) await peer.close()
}

if (!hasData) {
  console.log('bench:search needs the data folder next to the checkout')
} else {
  if (process.argv[2] !== 'speed')
    await qualityTable([beir('scifact'), beir('cranfield'), beir('cisi'), csfcube(), page()])
  if (process.argv[2] !== 'quality') await speedTable(Number(process.argv[3] ?? 300_000))
}
