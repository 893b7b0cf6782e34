import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DirectoryInUse, lockDirectory } from './directory-lock.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'broadsheet-lock-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const LOCK_AND_STAY = `
  const { lockDirectory } = await import('./src/database/directory-lock.ts')
  lockDirectory(process.argv[1])
  console.log('locked')
  setInterval(() => {}, 1000)
`

test('a second user of a folder is refused, and told who has it and what to do', () => {
  const unlock = lockDirectory(folder)
  expect(() => lockDirectory(folder)).toThrow(DirectoryInUse)
  expect(() => lockDirectory(folder)).toThrow(
    new RegExp(`${folder} is in use by process ${process.pid}.*Stop it first`),
  )
  unlock()
})

test('a folder that was let go can be locked again', () => {
  lockDirectory(folder)()
  expect(() => lockDirectory(folder)()).not.toThrow()
})

test('another process is refused too, until the owner dies, however it dies', async () => {
  const owner = spawn(process.execPath, ['--input-type=module', '-e', LOCK_AND_STAY, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(owner.stdout, 'data')
  expect(() => lockDirectory(folder)).toThrow(`in use by process ${owner.pid}`)

  owner.kill('SIGKILL')
  await once(owner, 'exit')
  expect(() => lockDirectory(folder)()).not.toThrow()
})
