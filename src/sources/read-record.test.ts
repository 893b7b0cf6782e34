import { existsSync, globSync } from 'node:fs'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readPapers } from './read-papers.ts'
import { FORMATS, readRecord } from './read-record.ts'

const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url)) // next to a checkout, where there is one
const RECORDS_READ = 10_000 // of one file: the largest has 300,870

async function recordsOf(path: string) {
  const stdin = { stream: Readable.from([]), now: new Date('2026-11-23T08:00:00Z') }
  const found = { records: 0, rejected: 0, sources: new Set<string>() }
  for await (const rows of readPapers(path, { stdin })) {
    if (found.records >= RECORDS_READ) break
    for (const row of rows) {
      if ('reason' in row) found.rejected += 1
      if (!('record' in row)) continue
      const { source, raw, draft } = row.record
      found.records += 1
      found.sources.add(source)
      if (!isDeepStrictEqual(readRecord(source, raw), draft))
        expect(readRecord(source, raw)).toStrictEqual(draft)
    }
  }
  return { ...found, sources: [...found.sources] }
}

test('every record of the bundled sample reads the same again from its raw text', async () => {
  const sample = fileURLToPath(new URL('../../sample/papers.jsonl', import.meta.url))
  expect(await recordsOf(sample)).toEqual({ records: 120, rejected: 0, sources: ['broadsheet'] })
})

test('a source that nobody reads is an error of the program', () => {
  expect(() => readRecord('tea', '{}')).toThrow(RangeError)
})

describe.skipIf(!existsSync(DATA))('with the data beside the checkout', () => {
  test.each([
    ['pages/000_a5d6776ce9ba08b2.txt', 'page', 120],
    ['papers-300k.jsonl.zst', 'corpus', RECORDS_READ],
    ['hf/hf-daily.jsonl.zst', 'hf-daily', 9577],
    ['hf/daily_papers_2024-05-27.json', 'hf-api', 13],
    ['hf/daily_papers_2026-08-20.json', 'hf-api', 15],
    ['arxiv/oai_dc/adsingest_arxiv_multi_20230125.xml', 'arxiv-dc', 3],
  ])(
    '%s holds papers of %s, %i or more, and each reads the same again',
    async (file, source, most) => {
      const { records, rejected, sources } = await recordsOf(DATA + file)
      expect([Math.min(records, most), rejected, sources]).toEqual([most, 0, [source]])
    },
  )

  test('every sample of arXiv is read, and each record reads the same again', async () => {
    const files = globSync(`${DATA}arxiv/*/*.xml`)
    expect(files.length).toBeGreaterThan(30)
    for (const file of files) {
      const { records, rejected, sources } = await recordsOf(file)
      expect([records > 0, rejected, FORMATS.includes(sources[0]!)], file).toEqual([true, 0, true])
    }
  })
})
