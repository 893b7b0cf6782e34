import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sources } from '../../src/search/answer/answer.ts'
import { collectionOf, wholePart, type Part } from '../../src/search/collection/collection.ts'
import { mergeParts } from '../../src/search/collection/merge.ts'
import type { Model } from '../../src/search/meaning/model.ts'
import { SCORING } from '../../src/search/scoring/bm25f.ts'
import { measuredAverages } from '../../src/search/segment/averages.ts'
import { buildSegment } from '../../src/search/segment/build.ts'
import { readSegment, storedInFile, writeSegment } from '../../src/search/segment/segment-file.ts'
import { bytesOf } from '../../src/search/segment/share.ts'
import { vectorReader } from '../../src/search/structures/vectors.ts'
import { suggest } from '../../src/search/suggest/suggest.ts'
import type { Engine } from './engine.ts'
import { drawnPapers, titleFragments, type LargePaper } from './large.ts'
import { medianSpeed, speed, speedOf, type Speed } from './measure.ts'
import { asDocument, ours } from './ours.ts'
import { hasLucene, lucene } from './peers/lucene.ts'
import { minisearch } from './peers/minisearch.ts'
import { orama } from './peers/orama.ts'
import { postgres } from './peers/postgres.ts'
import { sqlite } from './peers/sqlite.ts'
import { recall } from './recall.ts'
import { head, row } from './markdown.ts'

const ROUNDS = 5
const QUERIES = 1000
const QUERIES_OF_SLOW = 100 // peers that take tens of milliseconds
const AT_ONCE = 16_384 // papers built into one segment, as the service does
const MEASURED_BATCHES = 3 // whose building by words alone is measured
const MOST_FOR_ALL = 50_000 // papers; above, the peers that would take minutes to build are left out

const PEERS: Record<string, () => Engine> = { lucene, sqlite, postgres, minisearch, orama }

/** Which peers run: those named, or all that can be built in a minute or so. */
function peersFor(count: number, named: string[]): Engine[] {
  const fast = count <= MOST_FOR_ALL ? Object.keys(PEERS) : ['lucene', 'sqlite']
  return (named.length > 0 ? named : fast)
    .filter((name) => name !== 'lucene' || hasLucene)
    .map((name) => PEERS[name]!())
}

/** Prints how fast and small this index is, next to peers in the same run, round by round in turns. */
export async function speedTable(count: number, model: Model, named: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-search-'))
  console.log(`\n${count} papers, ${QUERIES} fragments of titles, medians of ${ROUNDS} rounds`)
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]!.model}, ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}, Node ${process.versions.node}\n`,
  )
  const papers = await drawnPapers(count)
  const queries = titleFragments(papers, QUERIES)
  const { sources, figures, rate } = built(papers, model, folder)
  const peers = peersFor(count, named)
  const engines = [
    ours('ours, words', () => sources, { mode: 'words' }),
    ours('ours, fused', () => sources, {}),
    ...peers,
  ]
  const rates = [rate.words, rate.meaning]
  for (const peer of peers) rates.push(papers.length / (await secondsOf(() => peer.build(papers))))

  head('', 'p50 ms', 'p95 ms', 'p99 ms', 'queries/s', 'papers/s built')
  const measured = await inTurns(engines, queries)
  for (const [i, { name }] of engines.entries()) {
    const { p50, p95, p99, perSecond } = measured[i]!
    const times = [p50, p95, p99].map((time) => time.toFixed(2))
    row(name, ...times, perSecond.toFixed(0), rates[i]!.toFixed(0))
  }
  console.log()
  head('', '')
  for (const [what, value] of [...figures, ...furtherFigures(sources, queries)]) row(what, value)
  for (const peer of peers) await peer.close()
  rmSync(folder, { recursive: true, force: true })
}

type Figure = [what: string, value: string]

/** The index as the service has it: built in batches, merged, written, and opened again from its file. */
function built(papers: LargePaper[], model: Model, folder: string) {
  const document = (paper: LargePaper) => ({ ...asDocument(paper), ...paper })
  const averages = measuredAverages(papers.slice(0, AT_ONCE).map(document))
  const batches = Array.from({ length: Math.ceil(papers.length / AT_ONCE) }, (_, batch) =>
    papers.slice(batch * AT_ONCE, (batch + 1) * AT_ONCE),
  )
  const some = batches.slice(0, MEASURED_BATCHES)
  const words = cost(() => {
    for (const batch of some)
      buildSegment(batch.map(document), { averages, scoring: SCORING, model: null })
  })
  const parts: Part[] = []
  const meaning = cost(() => {
    for (const [key, batch] of batches.entries()) {
      const path = join(folder, `${key}.segment`)
      const segment = buildSegment(batch.map(document), { averages, scoring: SCORING, model })
      writeSegment(path, segment)
      parts.push(wholePart(storedInFile(path, segment)))
    }
  })
  const path = join(folder, 'whole.segment')
  const merge = cost(() => writeSegment(path, mergeParts(parts)!))
  const start = performance.now()
  const segment = readSegment(path)
  const opened = (performance.now() - start) / 1000
  const sources: Sources = {
    collection: collectionOf([wholePart(segment)]),
    readers: [segment.vectors && vectorReader(segment.vectors)],
    model,
    timeLimit: Infinity,
  }
  const measured = some.reduce((sum, batch) => sum + batch.length, 0)
  const rate = { words: measured / words.seconds, meaning: papers.length / meaning.seconds }
  const perCpu = (of: number, { cpu }: Cost) => `${(of / cpu).toFixed(0)} papers a CPU second`
  const figures: Figure[] = [
    ['built by words', perCpu(measured, words)],
    ['built by words and meaning, and written', perCpu(papers.length, meaning)],
    ['merged into one segment, and written', perCpu(papers.length, merge)],
    ['memory with vectors', `${(bytesOf(segment) / papers.length).toFixed(0)} bytes a paper`],
    ['file', `${(statSync(path).size / papers.length).toFixed(0)} bytes a paper`],
    ['opened', `${opened.toFixed(2)} s`],
  ]
  return { sources, figures, rate }
}

interface Cost {
  seconds: number
  cpu: number // seconds, of all threads
}

function cost(work: () => void): Cost {
  const start = performance.now()
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 }
}

/** What the engine itself says, or else what a clock does. */
async function secondsOf(work: () => Promise<number | void>): Promise<number> {
  const start = performance.now()
  const own = await work()
  return own ?? (performance.now() - start) / 1000
}

async function inTurns(engines: Engine[], queries: string[]): Promise<Speed[]> {
  const rounds: Speed[][] = engines.map(() => [])
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, engine] of engines.entries()) {
      const isFast = engine.name.startsWith('ours') || engine.name === 'Lucene'
      const some = isFast ? queries : queries.slice(0, QUERIES_OF_SLOW)
      const measured = await speed(engine, some)
      if (round > 0) rounds[i]!.push(measured) // the first one warms up
    }
  }
  return rounds.map(medianSpeed)
}

function furtherFigures(sources: Sources, queries: string[]): Figure[] {
  const beginnings = queries.flatMap((query) => [
    query.slice(0, 3),
    query.slice(0, query.length - 1),
  ])
  const { p50, p99 } = speedOf(
    beginnings.map((beginning) => {
      const start = performance.now()
      suggest(sources.collection, beginning, 10)
      return performance.now() - start
    }),
  )
  return [
    ['suggestions', `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`],
    [
      'recall@10 of the scan by signs against all cosines',
      recall(sources, queries.slice(0, 200)).toFixed(4),
    ],
  ]
}
