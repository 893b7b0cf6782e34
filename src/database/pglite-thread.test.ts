import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { PGlite, protocol } from '@electric-sql/pglite'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { temporaryFolder } from '../../test/temporary-file.ts'
import { testImage } from '../../test/test-database.ts'
import { ThreadEnded } from '../lib/thread.ts'
import { openDatabase } from './open.ts'
import { lineTo, type Line } from './pglite-line.ts'
import { lineToThread, pgliteThread } from './pglite-thread.ts'
import { openedPGlite, PGLITE_OPTIONS } from './pglite.ts'

const options = () => ({ ...PGLITE_OPTIONS, loadDataDir: testImage() })

test('this thread goes on while the database works', async () => {
  const line = await lineToThread(options())
  onTestFinished(() => line.close())
  let isAnswered = false
  const answered = line.send([protocol.serialize.query('select pg_sleep(0.1)')])
  void answered.then(() => (isAnswered = true))
  await breathe()
  expect(isAnswered).toBe(false)
  await answered
})

test('values of every kind are written and read as in this thread', async () => {
  const both = [lineTo(await PGlite.create(options())), await lineToThread(options())]
  const [here, there] = both.map(({ types }) => ({
    parsers: Object.keys(types.parsers),
    serializers: Object.keys(types.serializers),
  }))
  expect(there).toEqual(here)
  const read = async (line: Line) => {
    const { db, close } = openedPGlite(line, () => {})
    onTestFinished(close)
    const { rows } = await sql`
      select
        ${['a', 'b']}::text[] as texts, array[1, 2]::bigint[] as numbers, '{2025-04-17}'::date[] as days,
        ${Buffer.from([0, 255])}::bytea as bytes, '1.50'::numeric as exact, '{{1,2},{3,4}}'::integer[] as square
    `.execute(db)
    return rows
  }
  expect(await read(both[1]!)).toEqual(await read(both[0]!))
})

test('a thread that ends by itself fails what waits for it and what comes later, and can be closed', async () => {
  const worker = pgliteThread()
  const unlock = vi.fn<() => void>()
  const { db, close } = openedPGlite(await lineToThread(options(), worker), unlock)
  const saving = db.transaction().execute(async (transaction) => {
    const sleeping = sql`select pg_sleep(30)`.execute(transaction)
    await worker.terminate()
    await sleeping
  })
  await expect(saving).rejects.toThrow(ThreadEnded)
  await expect(sql`select 1`.execute(db)).rejects.toThrow(ThreadEnded)
  expect(unlock).not.toHaveBeenCalled()
  await close()
  expect(unlock).toHaveBeenCalledOnce()
})

test('a thread that ends while it opens a database says so', async () => {
  const worker = new Worker('process.exit(3)', { eval: true })
  await expect(lineToThread(options(), worker)).rejects.toThrow('with code 3')
})

test('what keeps a database from opening is told as in this thread, and its folder is free again', async () => {
  const folder = temporaryFolder()
  const url = `pglite:${folder}`
  const control = join(folder, 'database', 'global', 'pg_control')
  await (await openDatabase(url)).close()
  cpSync(control, `${control}.kept`)
  writeFileSync(control, 'broken')

  const whyNot = (ownThread: boolean) =>
    openDatabase(url, { ownThread }).then(
      () => null,
      ({ name, message }: Error) => ({ name, message }),
    )
  const told = await whyNot(false)
  expect(told).not.toBeNull()
  expect(await whyNot(true)).toEqual(told)

  rmSync(control)
  cpSync(`${control}.kept`, control)
  await (await openDatabase(url, { ownThread: true })).close()
})
