import { expect, test } from 'vitest'
import { draft, testSite } from '../../../test/test-site.ts'
import { paths } from '../paths.ts'

const site = await testSite()
const inYear = (year: number) => ({ at: new Date(`${year}-01-01`), precision: 'year' as const })
await site.print(
  draft(1, { authors: ['José-Luis Muster'], published: inYear(2019) }),
  draft(2, { authors: ['Ada Example', 'Jose Luis Muster'], published: inYear(2023) }),
  draft(3, { authors: ['王小明'] }),
  ...Array.from({ length: 60 }, (_, n) =>
    draft(100 + n, { authors: ['Erika Busy'], published: inYear(2000) }),
  ),
)

test('an author has one page for all spellings, the newest paper first', async () => {
  const page = await site.read(paths.author('jose-luis-muster'))

  expect(page).toMatch(/<h1>Jose Luis Muster<\/h1>/)
  expect(page).toContain('2 papers')
  expect(page.indexOf('paper number 2')).toBeLessThan(page.indexOf('paper number 1'))
})

test('a name as people write it leads to that page', async () => {
  const response = await site.app.request('/authors/Jos%C3%A9-Luis%20Muster')
  expect([response.status, response.headers.get('location')]).toEqual([
    301,
    '/authors/jose-luis-muster',
  ])
})

test('a page of the list keeps its number on the way there', async () => {
  const response = await site.app.request('/authors/Erika%20Busy?page=2')
  expect(response.headers.get('location')).toBe(paths.author('erika-busy', 2))
})

test('names in other scripts have pages', async () => {
  expect(await site.read(paths.author('王小明'))).toContain('<h1>王小明</h1>')
})

test('who wrote nothing here is not found', async () => {
  for (const path of ['/authors/nobody', '/authors/%E2%80%A0', '/authors/a%2Fb']) {
    const response = await site.app.request(path)
    expect([301, 404]).toContain(response.status)
  }
  expect((await site.app.request('/authors/nobody')).status).toBe(404)
})

test('many papers are listed page by page', async () => {
  expect(await site.read(paths.author('erika-busy', 2))).toContain(
    `rel="prev" href="${paths.author('erika-busy')}"`,
  )
  expect((await site.app.request(paths.author('erika-busy', 3))).status).toBe(404)
})
