import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { fileIn, temporaryFolder } from '../../test/temporary-file.ts'
import { FileProblem } from './files/file-problem.ts'
import { readPapers, type ReadOptions } from './read-papers.ts'
import type { Row } from './row.ts'

const folder = temporaryFolder()
const nobody = { stream: Readable.from([]), now: new Date('2026-11-23T08:00:00Z') }

async function read(path: string, options: Partial<ReadOptions> = {}) {
  const rows: Row[] = []
  let problem: FileProblem | null = null
  try {
    for await (const batch of readPapers(path, { stdin: nobody, ...options })) rows.push(...batch)
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error
    problem = error
  }
  return {
    problem: problem?.kind ?? null,
    titles: rows.flatMap((row) => ('record' in row ? [row.record.draft.title] : [])),
    sources: new Set(rows.flatMap((row) => ('record' in row ? [row.record.source] : []))),
    rejected: rows.flatMap((row) => ('reason' in row ? [row] : [])),
    notes: rows.flatMap((row) => ('note' in row ? [row] : [])),
    records: rows.flatMap((row) => ('record' in row ? [row.record] : [])),
  }
}

const file = (content: string | Buffer, name = 'papers') => fileIn(folder, name, content)
const paper = (title: string) => JSON.stringify({ id: `arxiv:2406.0${title.length}234`, title })
const LINES = `${paper('Cups')}\n${paper('Saucers')}\n`

test.each([
  ['as it is', Buffer.from(LINES)],
  ['as gzip', gzipSync(LINES)],
  ['as zstd', zstdCompressSync(LINES)],
])('a file is read %s, whatever its name', async (_, content) => {
  expect(await read(file(content, 'papers.pdf'))).toMatchObject({
    titles: ['Cups', 'Saucers'],
    rejected: [],
    notes: [],
    problem: null,
  })
})

test('standard input is read for -', async () => {
  const stdin = { stream: Readable.from([gzipSync(LINES)]), now: new Date() }
  expect(await read('-', { stdin })).toMatchObject({ titles: ['Cups', 'Saucers'], problem: null })
})

test('progress tells the bytes of the file and not of its contents', async () => {
  const content = zstdCompressSync(LINES.repeat(10_000))
  const seen: (number | null)[][] = []
  await read(file(content), { progress: (...bytes) => seen.push(bytes) })

  expect(seen.length).toBeGreaterThan(1)
  expect(seen.at(-1)).toEqual([content.length, content.length])
})

test.each([
  ['corpus', LINES],
  ['corpus', `[${paper('Cups')},\n${paper('Saucers')}]`],
  ['kaggle', `${JSON.stringify({ id: '0704.0001', title: 'Cups', update_date: '2008-11-26' })}\n`],
  [
    'hf-daily',
    JSON.stringify({ arxiv_id: '2406.01234', title: 'Cups', date: '2024-06-05', position: 0 }),
  ],
  ['hf-api', JSON.stringify([{ paper: { id: '2406.01234', title: 'Cups' } }], null, 2)],
  ['broadsheet', '{"ids": {}, "title": "Cups"}'],
  [
    'arxiv-atom',
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>arXiv:2406.01234</id><title>Cups</title></entry></feed>',
  ],
  [
    'arxiv-rss',
    '<rss><channel><item><guid>2406.01234</guid><title>Cups</title></item></channel></rss>',
  ],
  ['bibtex', '@article{a, title={Cups}}'],
  ['ris', 'TY  - JOUR\nTI  - Cups\nER  -'],
  ['page', 'Apr 17\n\nCups\n\nWe pour tea.'],
])('%s is told from the contents', async (source, content) => {
  const { titles, sources } = await read(file(content))
  expect(titles[0]).toBe('Cups')
  expect([...sources]).toEqual([source])
})

test('each line tells what it is, in a file of several sources', async () => {
  const { sources } = await read(file(`${paper('Cups')}\n{"ids": {}, "title": "Saucers"}\n`))
  expect([...sources]).toEqual(['corpus', 'broadsheet'])
})

test('a format that is asked for counts more than what the contents look like', async () => {
  const { sources, rejected } = await read(file(LINES), { format: 'kaggle' })
  expect([...sources]).toEqual(['kaggle'])
  expect(rejected).toEqual([])

  expect((await read(file(LINES), { format: 'bibtex' })).titles).toEqual([])
})

test('the day of a list comes from the file name where nothing else says it', async () => {
  const answer = JSON.stringify([{ paper: { id: '2406.01234', title: 'Cups' } }])
  const named = await read(file(answer, 'daily_2024-06-05.json'))
  expect(named.records[0]!.draft.posting).toMatchObject({ day: '2024-06-05', position: 1 })

  const asked = await read(file(answer, 'daily_2024-06-05.json'), { day: '2024-06-06' })
  expect(asked.records[0]!.draft.posting).toMatchObject({ day: '2024-06-06' })

  const { records, notes } = await read(file(answer, 'daily.json'))
  expect(records[0]!.draft.posting).toBeUndefined()
  expect(notes).toEqual([
    { line: 1, note: 'The day of its list is not known; give it with --date.' },
  ])
})

test('bad lines are rejected by number and good ones are kept', async () => {
  const content = [
    paper('Cups'),
    '{"title": "half a li',
    '',
    '{"title": ""}',
    paper('Saucers and\u2028Spoons'),
    '[]',
    `{"id": "x", "title": "Forks", "date": "2025-13-40"}`,
    '{"id": "arxiv:704.3649", "title": "Knives"}',
  ].join('\n')
  const { titles, rejected, notes } = await read(file(content))

  expect(titles).toEqual(['Cups', 'Saucers and Spoons', 'Forks', 'Knives'])
  expect(rejected).toEqual([
    { line: 2, reason: expect.stringContaining('This is no JSON') },
    { line: 4, reason: 'The title is empty.' },
    { line: 6, reason: 'This is a list, not a paper.' },
  ])
  expect(notes).toEqual([
    { line: 7, note: 'The date "2025-13-40" does not exist and was left out.' },
    { line: 8, note: 'The id 704.3649 lost zeros and was read as 0704.3649.' },
  ])
})

test.each([
  ['gzip', (content: string) => gzipSync(content)],
  ['zstd', (content: string) => zstdCompressSync(content)],
])('papers before a cut in %s are kept, and half of a line is not one', async (_, compress) => {
  const titles = Array.from(
    { length: 3000 },
    (__, n) => `Cup ${n} of ${(n * 2654435761) % 4294967296}`,
  )
  const whole = compress(titles.map(paper).join('\n'))
  const {
    problem,
    titles: kept,
    rejected,
  } = await read(file(whole.subarray(0, whole.length - 2000)))

  expect(problem).toBe('cut')
  expect(rejected).toEqual([])
  expect(kept.length).toBeGreaterThan(1000)
  expect(kept).toEqual(titles.slice(0, kept.length))
})

test.each([
  ['missing', join(folder, 'nothing')],
  ['missing', join(file('a file', 'x'), 'inside')],
  ['empty', file('', 'empty')],
  ['empty', file(gzipSync(''), 'empty.gz')],
  ['unrecognised', file('Dear reader', 'letter')],
  ['unrecognised', file(Buffer.alloc(1000), 'zeros')],
])('a file is %s: %s', async (kind, path) => {
  expect(await read(path)).toMatchObject({ problem: kind, titles: [] })
})

test('a folder is not read', async () => {
  mkdirSync(join(folder, 'inner'))
  expect((await read(join(folder, 'inner'))).problem).toBe('folder')
})

test('a file without permission is not read', async () => {
  const path = file(LINES, 'secret')
  chmodSync(path, 0)
  expect((await asNobody(() => read(path))).problem).toBe('forbidden')
})

const NOBODY = 65_534

/** Root may read everything, so for a moment it is somebody who may not. */
async function asNobody<Result>(act: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0) return act()
  process.seteuid!(NOBODY)
  try {
    return await act()
  } finally {
    process.seteuid!(0)
  }
}

test('elements without end inside a record are refused before they cost time', async () => {
  const deep = `<feed xmlns="http://www.w3.org/2005/Atom"><entry>${'<a>'.repeat(200_000)}`
  expect(await read(file(deep))).toMatchObject({ problem: 'refused', titles: [] })
})

test('an entity bomb is refused before it grows', async () => {
  const bomb = `<!DOCTYPE r [${Array.from({ length: 30 }, (_, n) => `<!ENTITY e${n} "&e${n + 1};&e${n + 1};">`).join('')}]>
    <feed><entry><title>&e0;</title></entry></feed>`
  expect(await read(file(bomb))).toMatchObject({ problem: 'refused', titles: [] })
})
