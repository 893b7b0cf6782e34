import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../test/free-port.ts'
import { printTable } from './table.ts'

const ROUNDS = 5
const GIVE_UP_AFTER_MS = 60_000

/** `npm run bench start`: from the command to the first page, with a new folder and with one that has 120 papers. */
export async function benchStart(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'))
  try {
    const fresh: number[] = []
    const existing: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const data = join(folder, String(round))
      fresh.push(await secondsToFirstPage(data))
      existing.push(await secondsToFirstPage(data))
    }
    printTable('Start to first page', [
      { what: 'new database, sample loaded', value: median(fresh), unit: 's', target: '< 6' },
      {
        what: 'existing database of 120 papers',
        value: median(existing),
        unit: 's',
        target: '< 1.5',
      },
    ])
  } finally {
    if (existsSync(folder)) rmSync(folder, { recursive: true, force: true })
  }
}

async function secondsToFirstPage(folder: string): Promise<number> {
  const port = String(await freePort())
  const began = performance.now()
  const service = spawn(process.execPath, startCommand(), {
    env: { ...process.env, PORT: port, DATABASE_URL: `pglite:${folder}`, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  try {
    while (performance.now() - began < GIVE_UP_AFTER_MS) {
      const page = await fetch(`http://127.0.0.1:${port}/`).catch(() => null)
      if (page?.ok && (await page.text()).includes('</html>'))
        return (performance.now() - began) / 1000
      await wait(10)
    }
    throw new Error('The service did not answer')
  } finally {
    const exit = new Promise((resolve) => service.once('exit', resolve))
    service.kill('SIGTERM')
    await exit
  }
}

/** What `npm start` hands to Node. */
function startCommand(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: { start: string }
  }
  return scripts.start.split(' ').slice(1)
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}
