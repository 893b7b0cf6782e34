import { parse } from '@retorquere/bibtex-parser'
import { expect, test } from 'vitest'
import { ATTACKS, dangers } from '../../../test/attacks.ts'
import { posted, testSite, TODAY } from '../../../test/test-site.ts'
import { paths } from '../paths.ts'

const UNSAFE_URLS = [
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  '//evil.example',
  'not a url',
]

const site = await testSite()
await site.print(
  ...ATTACKS.map((attack, n) =>
    posted(TODAY, n + 1, {
      title: `${attack} title number ${n}`,
      abstract: `${attack} abstract`,
      authors: [`${attack} author`],
      venue: attack,
      categories: [attack],
      comment: attack,
      links: UNSAFE_URLS.map((url) => ({ url, kind: 'code' as const })),
    }),
  ),
)

const id = (n: number) => `2504.${String(n + 1).padStart(5, '0')}`
const htmlPages = [
  paths.front,
  paths.papers(),
  paths.search('title'),
  paths.search('alert author'),
  ...ATTACKS.map((attack) => paths.search(`${attack} abstract`)),
  paths.day(TODAY),
  ...ATTACKS.map((_, n) => paths.paper(id(n))),
]

test('the search for dangers finds those in raw attacks', () => {
  expect(dangers('<script>alert(1)</script>')).toHaveLength(1)
  expect(dangers('<a href="javascript:alert(1)">')).toHaveLength(1)
  expect(dangers('<p onclick="x">')).toHaveLength(1)
  expect(dangers('<form method="post" action="//evil.example/">')).toHaveLength(1)
})

test('text that attacks is shown as text, wherever it stands', async () => {
  for (const path of htmlPages) expect([path, dangers(await site.read(path))]).toEqual([path, []])
})

test('author pages of hostile names are harmless', async () => {
  for (const [path] of (await site.read(paths.paper(id(0)))).matchAll(/\/authors\/[^"]+/g)) {
    expect(dangers(await site.read(path))).toEqual([])
  }
})

test('machine-readable data stays inside its element', async () => {
  for (const n of ATTACKS.keys()) {
    const page = await site.read(paths.paper(id(n)))
    const data = /ld\+json">(.+?)<\/script>/s.exec(page)![1]!
    expect(data).not.toContain('<')
    expect(() => void JSON.parse(data)).not.toThrow()
  }
})

test('links of data are links only with a scheme that is safe', async () => {
  const page = await site.read(paths.paper(id(0)))
  const links = [...page.matchAll(/rel="external" href="([^"]*)"/g)].map(([, href]) => href)
  expect(links).toEqual([`https://arxiv.org/abs/${id(0)}`])
})

test('BibTeX of hostile text is one entry without commands', async () => {
  for (const n of ATTACKS.keys()) {
    const { entries, errors } = parse(await site.read(paths.paperBibtex(id(n))))
    expect([n, entries.length, errors]).toEqual([n, 1, []])
  }
})

test('Markdown of hostile text has no links but our own', async () => {
  for (const n of ATTACKS.keys()) {
    const text = await site.read(paths.paperMarkdown(id(n)))
    const targets = [...text.matchAll(/(?<!\\)\]\(([^)]*)\)/g)].map(([, target]) => target)
    expect(targets).toEqual([`https://arxiv.org/abs/${id(n)}`])
    expect(text).not.toMatch(/(?<!\\)<(?!https:)/)
  }
})
