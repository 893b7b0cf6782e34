import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
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
import { drawnPapers, titleFragments, type LargePaper } from './large.ts'
import { asDocument } from './ours.ts'

export const QUERIES = 1000
const AT_ONCE = 16_384 // papers built into one segment, as the service does
const MEASURED_BATCHES = 3 // whose building by words alone is measured

export type Figure = [what: string, value: string, target: string]

/** An index over many papers, opened from its file as the service does, and what building it cost. */
export interface LargeIndex {
  sources: Sources
  queries: string[]
  built: Built
  opened: Figure[]
  /** Reads or draws them again when the index was kept. */
  papers(): Promise<LargePaper[]>
  keep(): void
}

/** Kept beside the index, as it cannot be measured again without building again. */
interface Built {
  queries: string[]
  figures: Figure[]
  rates: Record<string, number> // papers a second, by engine
}

/** Takes what an earlier run kept in the folder, so that speed can be measured when the machine is quiet; else builds it. */
export async function largeIndex(count: number, model: Model, folder: string): Promise<LargeIndex> {
  const path = join(folder, 'whole.segment')
  const notes = join(folder, 'built.json')
  let papers: Promise<LargePaper[]> | null = null
  const read = () => (papers ??= drawnPapers(count))
  const built = existsSync(notes)
    ? (JSON.parse(readFileSync(notes, 'utf8')) as Built)
    : buildInto(path, await read(), model, folder)
  return {
    ...open(path, model),
    queries: built.queries,
    built,
    papers: read,
    keep: () => writeFileSync(notes, JSON.stringify(built, null, 1)),
  }
}

function open(path: string, model: Model) {
  const start = performance.now()
  const segment = readSegment(path)
  const seconds = (performance.now() - start) / 1000
  const perPaper = (bytes: number) => `${(bytes / segment.documents).toFixed(0)} bytes a paper`
  const sources: Sources = {
    collection: collectionOf([wholePart(segment)]),
    readers: [segment.vectors && vectorReader(segment.vectors)],
    model,
    timeLimit: Infinity,
  }
  const opened: Figure[] = [
    ['memory with vectors', perPaper(bytesOf(segment)), '1,000'],
    ['file', perPaper(statSync(path).size), ''],
    ['opened', `${seconds.toFixed(2)} s`, '3 s for a million'],
  ]
  return { sources, opened }
}

/** The index as the service makes it: built in batches, written, merged. */
function buildInto(path: string, papers: LargePaper[], model: Model, folder: string): Built {
  const document = (paper: LargePaper) => ({ ...asDocument(paper), ...paper })
  const averages = measuredAverages(papers.slice(0, AT_ONCE).map(document))
  const batches = Array.from({ length: Math.ceil(papers.length / AT_ONCE) }, (_, batch) =>
    papers.slice(batch * AT_ONCE, (batch + 1) * AT_ONCE),
  )
  const some = batches.slice(0, MEASURED_BATCHES)
  const measured = some.reduce((sum, batch) => sum + batch.length, 0)
  const words = cost(() => {
    for (const batch of some)
      buildSegment(batch.map(document), { averages, scoring: SCORING, model: null })
  })
  const parts: Part[] = []
  const meaning = cost(() => {
    for (const [key, batch] of batches.entries()) {
      const ofBatch = join(folder, `${key}.segment`)
      const segment = buildSegment(batch.map(document), { averages, scoring: SCORING, model })
      writeSegment(ofBatch, segment)
      parts.push(wholePart(storedInFile(ofBatch, segment)))
    }
  })
  const merge = cost(() => writeSegment(path, mergeParts(parts)!))
  const perCpu = (of: number, { cpu }: Cost) => `${(of / cpu).toFixed(0)} papers a CPU second`
  const load = loadavg()[0]!.toFixed(1)
  return {
    queries: titleFragments(papers, QUERIES),
    figures: [
      [`built by words, at a load of ${load}`, perCpu(measured, words), '15,000'],
      ['built by words and meaning, and written', perCpu(papers.length, meaning), ''],
      ['merged into one segment, and written', perCpu(papers.length, merge), ''],
    ],
    rates: {
      'ours, words': measured / words.seconds,
      'ours, fused': papers.length / meaning.seconds,
    },
  }
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
