import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/test-database.ts'
import { fileIn, temporaryFolder } from '../../test/temporary-file.ts'
import { importFiles } from './import.ts'

const db = await testDatabase()
const folder = temporaryFolder()
const good = fileIn(folder, 'good', '{"title": "On cups and saucers"}\n{"title": ""}\n')
const bad = fileIn(folder, 'bad', '{"title": ""}\n')

async function run(files: string[], options: Parameters<typeof importFiles>[2] = {}, input = '') {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await importFiles(db, files, options, {
    stdin: Readable.from([input]),
    stdout,
    stderr,
  })
  return { code, stdout: await text(stdout.end()), stderr: await text(stderr.end()) }
}

test('a report goes to standard output', async () => {
  const { code, stdout, stderr } = await run([good])
  expect(code).toBe(0)
  expect(stdout).toBe(
    `${good}: 2 papers read as corpus, 1 added, 0 updated, 0 unchanged, 1 rejected\n  line 2: The title is empty.\n`,
  )
  expect(stderr).toBe('')
})

test('with --json standard output is one document and the report goes to standard error', async () => {
  const { code, stdout, stderr } = await run(
    ['-', good],
    { json: true },
    '{"title": "On spoons and forks"}',
  )
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    files: [
      { file: '-', format: 'corpus', read: 1, added: 1 },
      { file: good, read: 2, rejected: 1, errors: [{ line: 2, reason: 'The title is empty.' }] },
    ],
  })
  expect(stderr).toContain('-: 1 paper read as corpus')
})

test.each([[`${folder}/nothing`], [bad]])(
  'a file with nothing usable makes the command fail: %s',
  async (path) => {
    const { code, stdout } = await run([path, good])
    expect(code).toBe(1)
    expect(stdout).toContain('2 papers read')
  },
)

test('the day and the format reach the file', async () => {
  const { stdout } = await run(
    ['-'],
    { json: true, date: '2025-04-17', format: 'page' },
    'Apr 17\n\nOn kettles\n\nThey boil.',
  )
  expect(JSON.parse(stdout)).toMatchObject({ files: [{ format: 'page', added: 1, notes: [] }] })
  const { day } = await db
    .selectFrom('papers')
    .select('day')
    .where('title', '=', 'On kettles')
    .executeTakeFirstOrThrow()
  expect(day).toBe('2025-04-17')
})
