import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { Settings } from '../src/config.ts'

const settingsPage = readFileSync('docs/settings.md', 'utf8')

test.each(Object.keys(Settings.shape))('%s is documented in docs/settings.md', (name) => {
  expect(settingsPage).toContain(`### ${name}\n`)
})

test('docs/settings.md documents no setting that does not exist', () => {
  const documented = [...settingsPage.matchAll(/^### (\S+)$/gm)].map(([, name]) => name)
  expect(documented.filter((name) => !Object.hasOwn(Settings.shape, name!))).toEqual([])
})

test('docs/settings.md states the default that the program has', () => {
  for (const [name, setting] of Object.entries(Settings.shape)) {
    const { data } = setting.safeParse(undefined)
    if (data === undefined) continue
    const section = settingsPage.split(`### ${name}\n`)[1]!.split('\n### ')[0]!
    expect(section, name).toContain(`Default: \`${data}\``)
  }
})

const pages = globSync('{*.md,docs/**/*.md,sample/*.md}')

test.each(pages)('every link of %s to a file of the project leads somewhere', (page) => {
  const links = [
    ...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g),
  ].map(([, path]) => path!)
  expect(links.filter((path) => !existsSync(join(dirname(page), path)))).toEqual([])
})

test('ARCHITECTURE.md has a word on every folder of src/', () => {
  const text = readFileSync('ARCHITECTURE.md', 'utf8')
  const folders = globSync('src/*/').map((folder) => folder.replace(/\/$/, ''))
  expect(folders.filter((folder) => !text.includes(`\`${folder}/\``))).toEqual([])
})

test('README.md shows the two commands', () => {
  const text = readFileSync('README.md', 'utf8')
  expect(text).toContain('npm ci && npm start')
  expect(text).toContain('npm ci && npm test')
})
