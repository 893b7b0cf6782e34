import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeFolder } from './folder.ts'

const root = mkdtempSync(join(tmpdir(), 'broadsheet-folder-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('a folder is made with all it lies in, and once more changes nothing', () => {
  const folder = join(root, 'a', 'b', 'c')
  makeFolder(folder)
  makeFolder(folder)
  expect(statSync(folder).isDirectory()).toBe(true)
})

test('a file in its place, or on the way to it, is told', () => {
  writeFileSync(join(root, 'file'), '')
  expect(() => makeFolder(join(root, 'file'))).toThrow(/EEXIST/)
  expect(() => makeFolder(join(root, 'file', 'below'))).toThrow(/ENOTDIR/)
})

test.skipIf(!existsSync('/proc/self'))('where the system makes none, it fails and does not try for ever', () => {
  expect(() => makeFolder('/proc/x')).toThrow(/mkdir '\/proc\/x'/)
  expect(() => makeFolder('/proc/x/y/z')).toThrow(/mkdir '\/proc\/x'/)
}) // prettier-ignore
