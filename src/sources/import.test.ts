import { gzipSync, zstdCompressSync } from 'node:zlib'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/test-database.ts'
import { fileIn, temporaryFolder } from '../../test/temporary-file.ts'
import { ERRORS_KEPT, importFile } from './import.ts'

const db = await testDatabase()
const folder = temporaryFolder()
const line = (id: string, title: string) => JSON.stringify({ id: `arxiv:${id}`, title })
const ids = Array.from({ length: 1500 }, (_, n) => `2406.${String(n + 10_000)}`)
const stored = async () => {
  const { count } = await db
    .selectFrom('papers')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

test('importing a file twice changes nothing the second time', async () => {
  const path = fileIn(folder, 'many', ids.map((id) => line(id, `On cup number ${id}`)).join('\n'))

  expect(await importFile(db, path)).toEqual({
    file: path,
    format: 'corpus',
    read: 1500,
    added: 1500,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    errors: [],
    notes: [],
    noted: 0,
    problem: null,
  })
  expect(await importFile(db, path)).toMatchObject({
    read: 1500,
    added: 0,
    updated: 0,
    unchanged: 1500,
  })
  expect(await stored()).toBe(1500)
})

test('one paper three times with different words is one paper with the last words', async () => {
  const versions = ['On cups and saucers', 'On cups, saucers', 'On cups & saucers']
  const path = fileIn(
    folder,
    'thrice',
    versions.map((title) => line('2407.00001', title)).join('\n'),
  )

  const result = await importFile(db, path)
  expect(result.read).toBe(3)
  expect(result.added + result.updated + result.unchanged).toBe(3)
  const paper = await db
    .selectFrom('papers')
    .select('title')
    .where('id', '=', '2407.00001')
    .executeTakeFirstOrThrow()
  expect(paper.title).toBe('On cups & saucers')
})

test('what came before a cut is kept, and the cut is told', async () => {
  const titles = Array.from({ length: 3000 }, (_, n) =>
    line(`2408.${n + 10_000}`, `Cup ${(n * 2654435761) % 4294967296}`),
  )
  const whole = gzipSync(titles.join('\n'))
  const before = await stored()
  const result = await importFile(db, fileIn(folder, 'cut', whole.subarray(0, whole.length / 2)))

  expect(result).toMatchObject({
    problem: 'cut',
    rejected: 0,
    errors: [{ line: null, reason: expect.stringContaining('too early') }],
  })
  expect(result.added).toBeGreaterThan(1000)
  expect(await stored()).toBe(before + result.added)
})

test.each([
  ['gzip', gzipSync],
  ['Zstandard', zstdCompressSync],
])('no row is lost to garbage behind %s, not even the last one', async (name, compress) => {
  const titles = ['One', 'Two', 'Three'].map((title, n) =>
    line(`2408.0000${n}`, `${title} ${name}`),
  )
  const file = Buffer.concat([compress(titles.join('\n')), Buffer.from('garbage')])
  const result = await importFile(db, fileIn(folder, 'trailing', file))
  expect(result).toMatchObject({
    read: 3,
    rejected: 0,
    problem: 'trailing',
    errors: [{ line: null, reason: expect.stringContaining('something else') }],
  })
})

test('all bad lines are counted, and the first of them named', async () => {
  const path = fileIn(
    folder,
    'bad',
    `${line('2409.00001', 'One good cup')}\n${'{"title": ""}\n'.repeat(1000)}`,
  )
  const result = await importFile(db, path)

  expect(result).toMatchObject({ read: 1001, added: 1, rejected: 1000, problem: null })
  expect(result.errors).toHaveLength(ERRORS_KEPT)
  expect(result.errors[0]).toEqual({ line: 2, reason: 'The title is empty.' })
})

test('what is wrong with a file is told first, however many of its lines are bad', async () => {
  const bad = gzipSync(`${'{"title": ""}\n'.repeat(150)}${line('2409.00002', 'Cup '.repeat(40))}`)
  const result = await importFile(db, fileIn(folder, 'bad and cut', bad.subarray(0, -9)))

  expect(result).toMatchObject({ problem: 'cut', rejected: 150 })
  expect(result.errors).toHaveLength(ERRORS_KEPT)
  expect(result.errors[0]).toMatchObject({
    line: null,
    reason: expect.stringContaining('too early'),
  })
})

test('a file that is not there is a result and no exception', async () => {
  expect(await importFile(db, `${folder}/nothing`)).toMatchObject({
    format: null,
    read: 0,
    problem: 'missing',
    errors: [{ line: null, reason: 'There is no such file.' }],
  })
})

test('a failure of the database is thrown', async () => {
  const path = fileIn(folder, 'one', line('2410.00001', 'A cup for nobody'))
  const broken = db.withSchema('no_such_schema')
  await expect(importFile(broken, path)).rejects.toThrow()
})

test('entries of many megabytes are stored in several transactions, each of which fits into memory', async () => {
  const big = Array.from({ length: 6 }, (_, n) =>
    JSON.stringify({ id: `arxiv:2411.0000${n}`, title: `Big cup ${n}`, more: 'x'.repeat(4 << 20) }),
  )
  const result = await importFile(db, fileIn(folder, 'big', big.join('\n')))

  expect(result).toMatchObject({ added: 6, rejected: 0, problem: null })
  const { rows } = await sql<{ transactions: number }>`
    select count(distinct xmin::text)::integer as transactions
    from paper_records where external_id like 'arxiv:2411.%'
  `.execute(db)
  expect(rows[0]!.transactions).toBe(2)
})

test('a failure to read is thrown only when the save that is running has ended', async () => {
  const batch = Array.from({ length: 1000 }, (_, n) => line(`2412.${n + 10_000}`, `Cup ${n}`))
  const progress = () => {
    throw new Error('The terminal is gone')
  }
  const path = fileIn(folder, 'failing', `${batch.join('\n')}\n`)
  await expect(importFile(db, path, { progress })).rejects.toThrow('The terminal is gone')
  expect(
    await db.selectFrom('papers').select('id').where('id', 'like', '2412.%').execute(),
  ).toHaveLength(1000)
})

test.each([
  ['a DOI with NUL', { ids: { doi: '10.1000/tea\0' }, title: 'Cups that hold nothing at all' }],
  ['half a letter in a DOI', { doi: '10.1000/\ud83d', title: 'Cups that hold half a letter' }],
  ['an id with NUL', { id: 'tea:\0', title: 'Cups with an id of nothing' }],
  ['half a letter in an id', { ids: { other: 'tea:\ud83d' }, title: 'Cups with half an id' }],
])('%s does not lose the paper, nor those beside it', async (_, paper) => {
  const path = fileIn(folder, 'id', JSON.stringify(paper))
  expect(await importFile(db, path)).toMatchObject({ added: 1, noted: 1, problem: null })
  expect(await importFile(db, path)).toMatchObject({ unchanged: 1 })
})

test.each([
  [
    'hf-daily',
    { arxiv_id: '2501.00001', title: 'Far cups', date: '2025-04-14', position: 2147483647 },
  ],
  ['broadsheet', { ids: {}, title: 'Far and wide cups', day: '2025-04-14', position: 2147483647 }],
])('a position that no list has does not lose the paper of %s', async (_, paper) => {
  const path = fileIn(folder, 'far', JSON.stringify(paper))
  expect(await importFile(db, path)).toMatchObject({ added: 1, noted: 1, problem: null })
})

test('chapters of one author under the DOI of their book are as many papers, and a second import changes nothing', async () => {
  const titles = ['Housing owls', 'Owls in winter']
  const bibtex = titles.map((title, n) => `@incollection{c${n}, author={Smith, Jane}, title={${title}}, booktitle={Owls}, doi={10.1007/978-3-030-00000-1}}`) // prettier-ignore
  const ris = titles.map((title) => `TY  - CHAP\nAU  - Smith, Jane\nTI  - More on ${title}\nDO  - 10.1007/978-3-030-00000-2\nER  - \n`) // prettier-ignore
  const csl = titles.map((title) => ({ type: 'chapter', title: `Still more on ${title}`, author: [{ family: 'Smith' }], DOI: '10.1007/978-3-030-00000-3' })) // prettier-ignore
  for (const [name, content] of [
    ['c.bib', bibtex.join('\n')],
    ['c.ris', ris.join('\n')],
    ['c.json', JSON.stringify(csl)],
  ] as const) {
    const path = fileIn(folder, name, content)
    expect(await importFile(db, path), name).toMatchObject({ added: 2, updated: 0 })
    expect(await importFile(db, path), name).toMatchObject({ unchanged: 2 })
  }
})

test('a chapter with a DOI of its own is replaced when its title is corrected in the file', async () => {
  for (const doi of [
    '10.1007/978-3-030-00000-1_2',
    '10.1002/9780470000000.ch07',
    '10.3233/owl200001',
  ]) {
    const files: [name: string, of: (title: string) => string][] = [
      ['own.bib', (title) => `@incollection{c, title={${title}}, doi={${doi}b}}`],
      ['own.ris', (title) => `TY  - CHAP\nTI  - ${title}\nDO  - ${doi}r\nER  - \n`],
      ['own.json', (title) => JSON.stringify([{ type: 'chapter', issued: {}, title, DOI: `${doi}c` }])], // prettier-ignore
    ]
    for (const [name, of] of files) {
      const read = (title: string) => importFile(db, fileIn(folder, name, of(title)))
      expect(await read('Owls of Wniter'), `${doi} ${name}`).toMatchObject({ added: 1 })
      expect(await read('Owls of Winter'), `${doi} ${name}`).toMatchObject({ added: 0, updated: 1 })
    }
  }
})
