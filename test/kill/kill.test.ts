import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/database/open.ts'
import { findPaper } from '../../src/papers/store.ts'
import { brokenRules } from '../integrity.ts'
import { randomFrom } from '../random.ts'
import { PAPERS_PER_BATCH } from './batches.ts'

const KILLS = 6
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-kill-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Saves from batch `first` on, is killed a moment after it began, and returns the last batch it acknowledged. */
async function saveUntilKilled(
  first: number,
  { afterMs, ownThread }: { afterMs: number; ownThread: boolean },
): Promise<number> {
  const child = spawn(process.execPath, [
    'test/kill/save-until-killed.ts',
    folder,
    String(first),
    String(ownThread),
  ])
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
  const exit = once(child, 'exit')
  while (!said.includes('\n') && child.exitCode === null) await wait(5)
  expect(child.exitCode, complaints).toBeNull()
  await wait(afterMs)
  child.kill('SIGKILL')
  await exit
  return Number(said.trim().split('\n').at(-1))
}

test(
  `what was acknowledged is there after ${KILLS} kills at any moment, and nothing is half done`,
  { timeout: 120_000 },
  async () => {
    const random = randomFrom(2025)
    let acknowledged = 0
    for (let kill = 0; kill < KILLS; kill++) {
      acknowledged = await saveUntilKilled(acknowledged + 1, {
        afterMs: random.below(400),
        ownThread: kill % 2 === 0,
      })
      const { db, close } = await openDatabase(`pglite:${folder}`)
      const { papers } = await db
        .selectFrom('papers')
        .select((the) => the.fn.countAll<number>().as('papers'))
        .executeTakeFirstOrThrow()
      const batches = (papers - 1) / PAPERS_PER_BATCH
      const changing = await findPaper(db, 'test:changing')

      expect(await brokenRules(db)).toEqual([])
      expect(Number.isInteger(batches)).toBe(true)
      expect(batches).toBeGreaterThanOrEqual(acknowledged)
      expect(Number(changing?.abstract)).toBe(batches) // the last batch that was stored, whole
      acknowledged = batches
      await close()
    }
  },
)
