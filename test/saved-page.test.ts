import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { importFile } from '../src/sources/import.ts'
import { testSite, TODAY as DAY, type TestSite } from './test-site.ts'

const PAGE = '../shared/data/pages/000_a5d6776ce9ba08b2.txt'
const REFERENCE = '../shared/data/gold/papers-odd.json'

interface Reference {
  n: number
  title: string
  rendered: string[]
}

/** The whole way of the first real input: from the saved page to the page that readers get. */
describe.skipIf(!existsSync(PAGE))('the saved page of daily papers', () => {
  let site: TestSite
  let listed: { href: string; title: string }[]

  beforeAll(async () => {
    site = await testSite()
  })

  test('is imported whole, and a second time nothing changes', async () => {
    const first = await importFile(site.db, PAGE, { day: DAY })
    const second = await importFile(site.db, PAGE, { day: DAY })

    expect(first).toMatchObject({ read: 120, added: 120, rejected: 0, errors: [] })
    expect(second).toMatchObject({ read: 120, added: 0, updated: 0, unchanged: 120 })
  })

  test('is listed on its day in its own order, every paper once', async () => {
    listed = []
    for (const query of ['', '?page=2', '?page=3']) {
      const page = await site.read(`/papers/date/${DAY}${query}`)
      for (const [, href, title] of page.matchAll(
        /<h2><a href="(\/papers\/[^"]+)">(.*?)<\/a><\/h2>/g,
      )) {
        listed.push({ href: href!, title: title! })
      }
    }
    const order = await site.db
      .selectFrom('papers')
      .select(['title', 'position'])
      .orderBy('position')
      .execute()

    expect(order.map(({ position }) => position)).toEqual(
      Array.from({ length: 120 }, (_, n) => n + 1),
    )
    expect(new Set(listed.map(({ href }) => href)).size).toBe(120)
    expect(await titlesOf(listed)).toEqual(order.map(({ title }) => title))
  })

  test('has no dead link and no raw TeX: every paper can be read', async () => {
    for (const { href } of listed) {
      const page = await site.read(href)
      const abstract = /<section class="abstract">([\s\S]*?)<\/section>/.exec(page)![1]!
      expect(abstract.replace(/alttext="[^"]*"/g, ''), href).not.toMatch(
        /\$\S[^$]{0,80}\S\$|\\(?:textbf|emph|textit)\b/,
      )
      await site.read(`${href}.md`)
      await site.read(`${href}.bib`)
    }
  })

  test.skipIf(!existsSync(REFERENCE))('reads as a careful human set it', async () => {
    const reference = JSON.parse(readFileSync(REFERENCE, 'utf8')) as Reference[]
    for (const { n, rendered } of reference) {
      const markdown = await site.read(`${listed[n - 1]!.href}.md`)
      const text = markdown.replaceAll('\\', '').toLowerCase().replaceAll('-', '')
      for (const words of rendered)
        expect(text, `paper ${n}`).toContain(words.toLowerCase().replaceAll('-', ''))
    }
  })

  /** The raw titles of the papers that these links lead to. */
  async function titlesOf(links: { href: string }[]): Promise<string[]> {
    const rows = await site.db.selectFrom('papers').select(['id', 'title']).execute()
    const byPath = new Map(rows.map(({ id, title }) => [`/papers/${id}`, title]))
    return links.map(({ href }) => byPath.get(decodeURIComponent(href)) ?? `nobody's ${href}`)
  }
})
