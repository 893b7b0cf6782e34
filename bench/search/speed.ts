import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sources } from '../../src/search/answer/answer.ts'
import type { Model } from '../../src/search/meaning/model.ts'
import { suggest } from '../../src/search/suggest/suggest.ts'
import type { Engine } from './engine.ts'
import { largeIndex, QUERIES, type Figure, type LargeIndex } from './large-index.ts'
import { hostileFigures } from './hostile.ts'
import { head, row } from './markdown.ts'
import { medianSpeed, speed, speedOf, type Speed } from './measure.ts'
import { ours } from './ours.ts'
import { hasLucene, lucene } from './peers/lucene.ts'
import { minisearch } from './peers/minisearch.ts'
import { orama } from './peers/orama.ts'
import { postgres } from './peers/postgres.ts'
import { sqlite } from './peers/sqlite.ts'
import { recall } from './recall.ts'

const ROUNDS = 5
const QUERIES_OF_SLOW = 100 // peers that take tens of milliseconds
const MOST_FOR_ALL = 50_000 // papers; above, the peers that would take minutes to build are left out

const PEERS: Record<string, (folder: string) => Engine> = {
  lucene,
  sqlite,
  postgres,
  minisearch,
  orama,
}

/** Which peers run: those named, or all that can be built in a minute or so. */
function peersFor(count: number, named: string[], folder: string): Engine[] {
  const fast = count <= MOST_FOR_ALL ? Object.keys(PEERS) : ['lucene', 'sqlite']
  return (named.length > 0 ? named : fast)
    .filter((name) => name !== 'lucene' || hasLucene)
    .map((name) => PEERS[name]!(folder))
}

/** What is built is kept in this folder, by the number of papers, and found there by the next run. */
const KEPT = process.env['BENCH_FOLDER']

/** Prints how fast and small this index is, next to peers in the same run, round by round in turns. */
export async function speedTable(count: number, model: Model, named: string[]): Promise<void> {
  const folder = KEPT ? join(KEPT, String(count)) : mkdtempSync(join(tmpdir(), 'bench-search-'))
  mkdirSync(folder, { recursive: true })
  const index = await largeIndex(count, model, folder)
  const { sources, queries, built, opened } = index
  const peers = peersFor(count, named, folder)
  for (const peer of peers) await readied(peer, index)
  if (KEPT) index.keep()

  console.log(`\n${count} papers, ${QUERIES} fragments of titles, medians of ${ROUNDS} rounds`)
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]!.model}, ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}, Node ${process.versions.node}\n`,
  )
  head('', 'p50 ms', 'p95 ms', 'p99 ms', 'queries/s', 'papers/s built')
  const { engines, first, measured } = await inTurns([...oursOver(sources), ...peers], queries)
  for (const [i, { name }] of engines.entries()) {
    const rate = built.rates[name]
    row(name, ...cells(measured[i]!), rate === undefined ? '' : rate.toFixed(0))
  }
  console.log('\nThe first time that each query came, in a process that had just begun:\n')
  head('', 'p50 ms', 'p95 ms', 'p99 ms', 'queries/s')
  for (const [i, { name }] of engines.entries()) row(name, ...cells(first[i]!))
  console.log(`\nLoad ${loadavg()[0]!.toFixed(1)} at the end\n`)
  head('', 'measured', 'target')
  for (const figure of [...built.figures, ...opened, ...furtherFigures(sources, queries)])
    row(...figure)
  for (const peer of peers) await peer.close()
  if (!KEPT) rmSync(folder, { recursive: true, force: true })
}

function cells({ p50, p95, p99, perSecond }: Speed): string[] {
  return [...[p50, p95, p99].map((time) => time.toFixed(2)), perSecond.toFixed(0)]
}

const FILTERS = 'cat:cs year:2015..2020' // what a fifth or so of the papers meets

function oursOver(sources: Sources): Engine[] {
  const fused = ours('ours, fused', () => sources, {})
  return [
    ours('ours, words, ids alone', () => sources, { mode: 'words', texts: false }),
    ours('ours, words', () => sources, { mode: 'words' }),
    fused,
    {
      ...fused,
      name: 'ours, fused, filtered',
      search: (text, limit) => fused.search(`${text} ${FILTERS}`, limit),
    },
    ours('ours, fused, with facets and reasons', () => sources, { facets: true, explain: true }),
    ours('ours, newest first', () => sources, { sort: 'newest' }),
  ]
}

/** Builds what a peer searches, unless an earlier run kept it. */
async function readied(peer: Engine, index: LargeIndex): Promise<void> {
  if (await peer.reopen?.()) return
  const all = await index.papers()
  const start = performance.now()
  const own = await peer.build(all) // what the engine itself says goes before what a clock does
  index.built.rates[peer.name] = all.length / (own ?? (performance.now() - start) / 1000)
}

async function inTurns(engines: Engine[], queries: string[]) {
  const rounds: Speed[][] = engines.map(() => [])
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, engine] of engines.entries()) {
      const isFast = engine.name.startsWith('ours') || engine.name === 'Lucene'
      const some = isFast ? queries : queries.slice(0, QUERIES_OF_SLOW)
      rounds[i]!.push(await speed(engine, some))
    }
  }
  return {
    engines,
    first: rounds.map(([first]) => first!),
    measured: rounds.map((all) => medianSpeed(all.slice(1))), // the first one warms up
  }
}

function furtherFigures(sources: Sources, queries: string[]): Figure[] {
  const beginnings = queries.flatMap((query) => [
    query.slice(0, 3),
    query.slice(0, query.length - 1),
  ])
  const [first, ...rounds] = Array.from({ length: ROUNDS + 1 }, () =>
    speedOf(
      beginnings.map((beginning) => {
        const start = performance.now()
        suggest(sources.collection, beginning, 10)
        return performance.now() - start
      }),
    ),
  )
  const said = ({ p50, p99 }: Speed) => `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`
  return [
    ['suggestions', said(medianSpeed(rounds)), 'p99 5 ms at 300,000'],
    ['suggestions, the first time', said(first!), ''],
    [
      'recall@10 of the scan by signs against all cosines',
      recall(sources, queries.slice(0, 200)).toFixed(4),
      '0.99',
    ],
    ...hostileFigures(sources),
  ]
}
