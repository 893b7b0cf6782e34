import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

/**
 * What each folder of src/ may import, besides itself. Every line uses only lines above it, so no cycle can form.
 * 'root' are the files of src/ itself: the settings, the service and the command line.
 */
const MAY_IMPORT: Record<string, string[]> = {
  lib: [],
  database: ['lib'],
  mail: ['lib'],
  heat: ['lib'],
  papers: ['heat', 'database', 'lib'],
  accounts: ['mail', 'database', 'lib'],
  trending: ['accounts', 'heat', 'papers', 'database', 'lib'],
  reading: ['lib'],
  catalogue: ['accounts', 'reading', 'papers', 'database', 'lib'],
  sources: ['papers', 'database', 'lib'],
  search: ['catalogue', 'reading', 'papers', 'database', 'lib'],
  community: ['catalogue', 'sources', 'trending', 'accounts', 'heat', 'papers', 'database', 'lib'],
  library: ['community', 'search', 'sources', 'trending', 'accounts', 'papers', 'database', 'lib'],
  digests: ['reading', 'search', 'trending', 'papers', 'accounts', 'mail', 'database', 'lib'],
  privacy: [
    'digests',
    'library',
    'community',
    'catalogue',
    'trending',
    'accounts',
    'database',
    'lib',
  ],
  jobs: ['digests', 'search', 'database', 'lib'],
  status: ['digests', 'search', 'catalogue', 'reading', 'papers', 'database', 'lib'],
  api: ['trending', 'status', 'search', 'catalogue', 'reading', 'papers', 'database', 'lib'],
  web: [
    'api',
    'digests',
    'mail',
    'library',
    'status',
    'search',
    'community',
    'privacy',
    'accounts',
    'mail',
    'catalogue',
    'reading',
    'trending',
    'heat',
    'papers',
    'database',
    'lib',
  ],
  cli: [
    'root',
    'web',
    'privacy',
    'accounts',
    'digests',
    'mail',
    'search',
    'catalogue',
    'reading',
    'sources',
    'papers',
    'database',
    'lib',
  ],
  root: [
    'cli',
    'web',
    'library',
    'mail',
    'accounts',
    'jobs',
    'digests',
    'status',
    'search',
    'trending',
    'heat',
    'catalogue',
    'reading',
    'sources',
    'papers',
    'database',
    'lib',
  ],
}

const files = globSync('src/**/*.ts').filter((file) => !file.endsWith('.test.ts'))

function folderOf(file: string): string {
  const [, first, ...rest] = relative('.', file).split('/')
  return rest.length > 0 ? first! : 'root'
}

function imports(): { file: string; from: string; to: string }[] {
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from|import) '(\.[^']+)'/g)].map(([, path]) => ({
      file,
      from: folderOf(file),
      to: folderOf(join(dirname(file), path!)),
    })),
  )
}

test('folders import only what the table allows', () => {
  const broken = imports().filter(({ from, to }) => from !== to && !MAY_IMPORT[from]?.includes(to))
  expect(broken.map(({ file, to }) => `${file} imports ${to}`)).toEqual([])
})

test('every folder is in the table, and the table names no other', () => {
  expect(new Set(files.map(folderOf))).toEqual(new Set(Object.keys(MAY_IMPORT)))
})

test('queries are written only in store files and in database/', () => {
  const strays = files.filter((file) => {
    const holdsQuery = /\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql(<.+>)?`/.test(
      readFileSync(file, 'utf8'),
    )
    return holdsQuery && !/\/(store|.+-store)\.ts$|^src\/database\//.test(file)
  })
  expect(strays).toEqual([])
})

test('folders are made by lib/folder.ts alone: the recursive mkdir of Node may never end', () => {
  const makers = files.filter((file) =>
    /\bmkdir(?:Sync)?\([^;]*recursive/.test(readFileSync(file, 'utf8')),
  )
  expect(makers).toEqual([])
})

test('rules read no clock: the time is an argument, and only doors and the service know it', () => {
  const strays = files.filter(
    (file) =>
      /\bnew Date\(\)|\bDate\.now\(\)/.test(readFileSync(file, 'utf8')) &&
      !['root', 'cli'].includes(folderOf(file)),
  )
  expect(strays).toEqual([])
})

test('chance is an argument too: only doors may name something by it', () => {
  const strays = files.filter(
    (file) =>
      /\bMath\.random\(\)|\brandom(UUID|Bytes)\(/.test(readFileSync(file, 'utf8')) &&
      !['root', 'cli', 'api', 'web'].includes(folderOf(file)),
  )
  expect(strays).toEqual([])
})
