import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-file.ts'

const MEGABYTE = 1024 * 1024
const folder = temporaryFolder()

test('what a new database and an import run for long is optimised, and nothing that takes much memory', async () => {
  const command = ['src/main.js', 'import', 'sample/papers.jsonl']
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--trace-wasm-compilation-times', ...command],
    { env: { ...process.env, DATABASE_URL: `pglite:${folder}` }, maxBuffer: 64 * MEGABYTE },
  )
  const told = stdout.matchAll(/ using TurboFan, took \d+ ms and (\d+) \/ \d+ max\/total bytes/g)
  const bytes = Array.from(told, ([, most]) => Number(most))
  expect(bytes.length).toBeGreaterThan(0)
  expect(Math.max(...bytes)).toBeLessThan(100 * MEGABYTE) // the parser takes 600
})
