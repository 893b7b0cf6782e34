import { expect, test } from 'vitest'
import { testSite, TODAY } from '../../../test/test-site.ts'
import type { Draft } from '../../papers/paper.ts'
import { paths } from '../paths.ts'

const STRANGE: Draft['ids'][] = [
  { doi: '10.1000/ends/' },
  { doi: '10.1000//twice' },
  { doi: '10.1000/up/../../../admin' },
  { doi: '10.1000/./here' },
  { doi: '10.1000/a%2fb' },
  { doi: '10.1000/why?page=2' },
  { doi: '10.1000/part#two' },
  { doi: '10.1000/readme.md' },
  { doi: '10.1000/all.atom' },
  { doi: '10.1000/fish&chips;+=@,$' },
  { doi: '10.1000/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co' },
  { other: 'tea:a cup of tea' },
  { other: 'tea:..' },
  { other: 'tea:%' },
  { other: 'tea:%2e%2e/%2e%2e' },
  { other: 'tea:a\\..\\b' },
  { other: 'tea:/similar' },
  { other: 'tea:ü-茶-🫖' },
  { other: 'tea:"><script>' },
]

const site = await testSite()
const drafts = STRANGE.map((ids, n) => ({
  ids,
  title: `A paper with strange id number ${'abcdefghijklmnopqrst'[n]}`,
  posting: { day: TODAY, position: n + 1, votes: 0, comments: 0 },
}))
await site.print(...drafts)

test.each(drafts)(
  '$ids leads to its paper, as a page, as Markdown and in the API',
  async (draft) => {
    const [[kind, value]] = Object.entries(draft.ids) as [[string, string]]
    const id = kind === 'other' ? value : `${kind}:${value}`
    for (const path of [paths.paper(id), paths.paperMarkdown(id), paths.paperBibtex(id)]) {
      expect(new URL(path, 'http://site').pathname).toBe(path) // as a browser sends it
      expect(await site.read(path)).toContain(draft.title)
    }
    expect(JSON.parse(await site.read(`/api${paths.paper(id)}`))).toMatchObject({
      title: draft.title,
    })
    const similar = await site.app.request(`/api${paths.paper(id)}/similar`)
    expect(similar.status).toBe(200)
  },
)

test('every one of them is linked from its day and named in the sitemap as it is reached', async () => {
  const day = await site.read(paths.day(TODAY))
  const sitemap = await site.read(paths.sitemapOf(TODAY.slice(0, 7)))
  const links = [...day.matchAll(/<h2[^>]*>\s*<a[^>]* href="([^"]+)"/g)].map(([, href]) => href!)
  expect(links).toHaveLength(drafts.length)
  for (const link of links) {
    expect(sitemap).toContain(`https://papers.example.org${link.replaceAll("'", '&#39;')}<`)
    await site.read(link.replaceAll('&amp;', '&').replaceAll('&#39;', "'"))
  }
})

test('a DOI leads to its publisher whole', async () => {
  const page = await site.read(paths.paper('doi:10.1000/why?page=2'))
  expect(page).toContain('https://doi.org/10.1000/why%3Fpage=2')
})
