import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { answer, type Sources } from '../../src/search/answer/answer.ts'
import { collectionOf, wholePart } from '../../src/search/collection/collection.ts'
import type { SearchDocument } from '../../src/search/document.ts'
import { parseQuery } from '../../src/search/query/parse.ts'
import { asBm25, SCORING, type Averages } from '../../src/search/scoring/bm25f.ts'
import { measuredAverages } from '../../src/search/segment/averages.ts'
import { buildSegment } from '../../src/search/segment/build.ts'
import { readSegment, writeSegment } from '../../src/search/segment/segment-file.ts'
import { closeStoresExcept } from '../../src/search/segment/stored.ts'
import { chances } from '../../src/search/testing/generate.ts'
import { judge } from '../../src/search/testing/judge.ts'
import type { Benchmark } from './collections.ts'
import { head, row } from './markdown.ts'
import { asDocument } from './ours.ts'

const SEGMENTS = 3
const SEEDS = 25 // collections made up, each of so many papers and asked so many queries
const PAPERS = 400
const GENERATED = 400

/**
 * Compares what the index answers by words with what the judge works out paper by paper: the top ten, their scores, and how many
 * papers were found. The index has several segments and is read from its files. Queries whose spelling was corrected are left
 * out, as the judge does not spell.
 */
export function rightTable(sets: Benchmark[]): void {
  head('', 'queries compared', 'the same', 'left out')
  const found = sets.map(({ papers, queries }) => {
    const texts = queries.map(({ text }) => text)
    return compared(papers.map(asDocument), texts)
  })
  for (const [i, one] of found.entries()) rowOf(sets[i]!.name, one)
  const made = Array.from({ length: SEEDS }, (_, seed) => {
    const { paper, query } = chances(seed + 100)
    const papers = Array.from({ length: PAPERS }, (__, i) => paper(`p${i}`))
    return compared(papers, Array.from({ length: GENERATED }, query))
  })
  rowOf('generated, with filters', made.reduce(added))
}

interface Compared {
  same: number
  other: string[] // queries whose answers differ
  leftOut: number
}

function added(a: Compared, b: Compared): Compared {
  return { same: a.same + b.same, other: [...a.other, ...b.other], leftOut: a.leftOut + b.leftOut }
}

function rowOf(name: string, { same, other, leftOut }: Compared) {
  row(name, String(same + other.length), String(same), String(leftOut))
  for (const query of other.slice(0, 5)) console.error(`  not the same: ${query}`)
}

function compared(documents: SearchDocument[], queries: string[]): Compared {
  const folder = mkdtempSync(join(tmpdir(), 'bench-right-'))
  const averages = measuredAverages(documents)
  const sources = fromFiles(documents, averages, folder)
  const judged = judge(documents, averages, SCORING)
  const result: Compared = { same: 0, other: [], leftOut: 0 }
  for (const typed of queries) {
    const asked = { mode: 'words', limit: 10 } as const
    const { hits, total, understood } = answer(sources, typed, asked, () => 0)
    if (understood.corrected.length > 0 || understood.pasted !== null) {
      result.leftOut++
      continue
    }
    const expected = judged(parseQuery(typed))
    const top = expected.ranked.slice(0, 10).map(({ id, score }) => ({ id, score: asBm25(score) }))
    const ours = hits.map(({ id, score }) => ({ id, score }))
    if (isDeepStrictEqual({ total, top: ours }, { total: expected.total, top })) result.same++
    else result.other.push(typed)
  }
  closeStoresExcept(new Set())
  rmSync(folder, { recursive: true })
  return result
}

function fromFiles(documents: SearchDocument[], averages: Averages, folder: string): Sources {
  const size = Math.ceil(documents.length / SEGMENTS)
  const parts = Array.from({ length: SEGMENTS }, (_, key) => {
    const some = documents.slice(key * size, (key + 1) * size)
    const path = join(folder, `${key}.segment`)
    writeSegment(path, buildSegment(some, { averages, scoring: SCORING, model: null }))
    return wholePart(readSegment(path), key)
  })
  const readers = parts.map(() => null)
  return { collection: collectionOf(parts), readers, model: null, timeLimit: Infinity }
}
