import { expect, test } from 'vitest'
import { draft, posted, testSite, TODAY } from '../../../test/test-site.ts'
import { paths } from '../paths.ts'

test('an empty collection says so and what to do', async () => {
  const site = await testSite()
  const page = await site.read(paths.front)

  expect(page).toContain('Nothing has been printed yet')
  expect(page).toContain('npx broadsheet import')
})

test('papers that belong to no day are on the front page as long as there is no edition', async () => {
  const site = await testSite()
  await site.print(draft(1, { published: { at: new Date('2021-01-01'), precision: 'year' } }))

  expect(await site.read(paths.front)).toContain('A plain title for paper number 1')
})

test('the front page is the latest edition under its own date', async () => {
  const site = await testSite()
  await site.print(posted('2025-04-15', 1), posted('2025-04-14', 2))
  const page = await site.read(paths.front)

  expect(page).toMatch(/<h1>\s*Tuesday, 15 April 2025\s*<\/h1>/)
  expect(page).toContain('The latest edition · 1 paper')
  expect(page).toContain(`href="${paths.day('2025-04-14')}"`)
})

test('today has precedence, and days to come are not shown before their time', async () => {
  const site = await testSite()
  await site.print(posted('2025-04-15', 1), posted(TODAY, 2), posted('2025-04-18', 3))
  const page = await site.read(paths.front)

  expect(page).toContain('Today · 1 paper')
  expect(page).toContain('paper number 2')
  expect(page).not.toContain('paper number 3')
})

test('more than a page of papers leads on to the pages of that day', async () => {
  const site = await testSite()
  await site.print(...Array.from({ length: 51 }, (_, n) => posted(TODAY, n + 1)))

  expect(await site.read(paths.front)).toContain(`href="${paths.day(TODAY, 2)}"`)
  expect(await site.read('/?page=2')).toBe(await site.read(paths.front))
})

test('one heading leads each page, and the lead story is the first paper', async () => {
  const site = await testSite()
  await site.print(posted(TODAY, 1), posted(TODAY, 2))
  const page = await site.read(paths.front)

  expect(page.match(/<h1>/g)).toHaveLength(1)
  expect(page.match(/class="card lead"/g)).toHaveLength(1)
  expect(page.indexOf('card lead')).toBeLessThan(page.indexOf('paper number 1'))
})
