import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../test/free-port.ts'
import { readConfig } from './config.ts'
import { paths } from './web/paths.ts'
import { startService } from './service.ts'

test('a service answers while the rest of it opens, and closes at once without a complaint', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-service-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const port = await freePort()
  const config = readConfig({
    PORT: String(port),
    DATABASE_URL: `pglite:${folder}`,
    SEARCH_FOLDER: join(folder, 'search'),
    SEARCH_THREADS: '0',
    SAMPLE: 'off',
  })
  const complaints: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => complaints.push(line) })

  const starting = startService(config, log)
  const site = `http://127.0.0.1:${port}`
  await expect
    .poll(
      () =>
        fetch(site).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 60_000 },
    )
    .toBe(200)
  const early = fetch(site + paths.search('language')) // asked before the index is open
  const service = await starting
  expect((await early).status).toBe(200)

  await service.close() // while the queue of jobs begins
  expect(complaints).toEqual([])
}, 90_000)
