// How well and how fast papers are found, next to what a user would otherwise install.
//
//   npm run bench:search                               all tables
//   npm run bench:search quality                       on public collections
//   npm run bench:search right                         next to a scorer without an index
//   npm run bench:search living                        from saving a paper until it is found
//   npm run bench:search speed [PAPERS] [PEER …]       300,000 papers unless told; more are drawn from those
//
// What speed is measured on takes minutes to build; with BENCH_FOLDER it is kept there for the next run.
// Needs the data folder; Lucene takes part when LUCENE_JARS is a class path with lucene-core and lucene-analysis-common.
import { builtInModel } from '../src/search/meaning/built-in.ts'
import { beir, csfcube, page, type Benchmark } from './search/collections.ts'
import { hasData } from './search/data.ts'
import type { Engine } from './search/engine.ts'
import { head, row } from './search/markdown.ts'
import { quality } from './search/measure.ts'
import { asDocument, ours, sourcesOf } from './search/ours.ts'
import { livingTable } from './search/living.ts'
import { hasLucene, lucene } from './search/peers/lucene.ts'
import { minisearch } from './search/peers/minisearch.ts'
import { orama } from './search/peers/orama.ts'
import { postgres } from './search/peers/postgres.ts'
import { sqlite } from './search/peers/sqlite.ts'
import { rightTable } from './search/right.ts'
import { speedTable } from './search/speed.ts'

const model = builtInModel()

async function qualityTable(sets: Benchmark[]) {
  head('nDCG@10', ...sets.map(({ name }) => name), 'mean')
  const results = new Map<string, number[]>()
  for (const set of sets) {
    const sources = sourcesOf(set.papers.map(asDocument), model)
    const engines: Engine[] = [
      ours('ours, words', () => sources, { mode: 'words' }),
      ours('ours, meaning', () => sources, { mode: 'meaning' }),
      ours('ours, fused', () => sources, {}),
      ...(hasLucene ? [lucene()] : []),
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

const LIVING = 30_000 // papers

const TESTED = () => [beir('scifact'), beir('cranfield'), beir('cisi'), csfcube(), page()]

if (!hasData) {
  console.log('bench:search needs the data folder next to the checkout')
} else {
  const [only, count = '300000', ...peers] = process.argv.slice(2)
  if (only === undefined || only === 'quality') await qualityTable(TESTED())
  if (only === undefined || only === 'right') rightTable(TESTED())
  if (only === undefined || only === 'living') await livingTable(LIVING)
  if (only === undefined || only === 'speed') await speedTable(Number(count), model, peers)
}
