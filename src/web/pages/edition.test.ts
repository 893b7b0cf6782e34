import { expect, test } from 'vitest'
import { posted, testSite, TODAY } from '../../../test/test-site.ts'
import { paths } from '../paths.ts'

const site = await testSite()
await site.print(
  posted('2025-04-14', 1),
  posted('2025-04-17', 2),
  posted('2025-04-17', 3, { posting: { day: '2025-04-17', position: 3, votes: 7, comments: 0 } }),
  posted('2025-05-02', 4),
  ...Array.from({ length: 120 }, (_, n) => posted('2025-03-03', 100 + n)),
)

const titles = (page: string) =>
  [...page.matchAll(/paper number (\d+)<\/a>/g)].map(([, n]) => Number(n))
const status = async (path: string) => (await site.app.request(path)).status

test('a day lists its papers, those with votes first', async () => {
  const page = await site.read(paths.day('2025-04-17'))

  expect(page).toMatch(/<h1>\s*Thursday, 17 April 2025\s*<\/h1>/)
  expect(titles(page)).toEqual([3, 2])
  expect(page).toContain('7 votes')
})

test('arrows lead to the nearest days that have papers', async () => {
  const page = await site.read(paths.day('2025-04-17'))

  expect(page).toContain(`<a rel="prev" href="${paths.day('2025-04-14')}"`)
  expect(page).toContain(`<a rel="next" href="${paths.day('2025-05-02')}"`)
})

test('the first and the last edition have no arrow into emptiness', async () => {
  expect(await site.read(paths.day('2025-03-03'))).not.toContain('<a rel="prev"')
  expect(await site.read(paths.day('2025-05-02'))).not.toContain('<a rel="next"')
})

test('a week holds its days from Monday to Sunday, and a month all of its days', async () => {
  expect(titles(await site.read(paths.week('2025-W16'))).toSorted((a, b) => a - b)).toEqual([
    1, 2, 3,
  ])
  expect(titles(await site.read(paths.month('2025-04'))).toSorted((a, b) => a - b)).toEqual([
    1, 2, 3,
  ])
  expect(titles(await site.read(paths.month('2025-05')))).toEqual([4])
})

test('arrows of weeks and months pass over those without papers', async () => {
  const week = await site.read(paths.week('2025-W16'))
  expect(week).toContain(`<a rel="prev" href="${paths.week('2025-W10')}"`)
  expect(week).toContain(`<a rel="next" href="${paths.week('2025-W18')}"`)

  const month = await site.read(paths.month('2025-04'))
  expect(month).toContain(`<a rel="prev" href="${paths.month('2025-03')}"`)
  expect(month).toContain(`<a rel="next" href="${paths.month('2025-05')}"`)
})

test('every edition leads to the day, the week and the month it is in', async () => {
  for (const path of [paths.day('2025-04-17'), paths.week('2025-W16'), paths.month('2025-04')]) {
    const page = await site.read(path)
    expect(page).toContain(`href="${paths.day('2025-04-17')}"`)
    expect(page).toContain(`href="${paths.week('2025-W16')}"`)
    expect(page).toContain(`href="${paths.month('2025-04')}"`)
    expect(page.match(/aria-current="page"/g)).toHaveLength(1)
  }
})

test('a day without papers says so in its own place and links its neighbours', async () => {
  const page = await site.read(paths.day('2025-04-15'))

  expect(page).toContain('No papers on this day')
  expect(page).toContain('noindex')
  expect(page).toContain(`href="${paths.day('2025-04-14')}"`)
  expect(page).toContain(`href="${paths.day('2025-04-17')}"`)
})

test('a day to come says that it has not come yet', async () => {
  expect(await site.read(paths.day('2025-12-24'))).toContain('This day has not come yet')
  expect(await site.read(paths.day(TODAY))).not.toContain('not come')
})

test('a date that no calendar has is not found, and the page says how dates are written', async () => {
  const impossible = [
    '/papers/date/2025-02-30',
    '/papers/date/2025-13-01',
    '/papers/date/yesterday',
    '/papers/date/2025-4-7',
    '/papers/week/2025-W60',
    '/papers/week/2021-W53',
    '/papers/week/2025-16',
    '/papers/month/2025-13',
    '/papers/month/2025',
    '/papers/date/0000-00-00',
    '/papers/date/9999-12-31',
  ]
  for (const path of impossible) {
    const response = await site.app.request(path)
    expect([path, response.status]).toEqual([path, 404])
    expect(await response.text()).toContain('2025-W16')
  }
})

test('years at the edge of the calendar are pages like others', async () => {
  for (const path of [
    paths.day('1000-01-01'),
    paths.day('9998-12-31'),
    paths.week('9998-W53'),
    paths.month('1000-01'),
  ]) {
    expect([path, await status(path)]).toEqual([path, 200])
  }
})

test('the pages of a long day have each paper once, in order', async () => {
  const numbers: number[] = []
  for (const page of [1, 2, 3])
    numbers.push(...titles(await site.read(paths.day('2025-03-03', page))))

  expect(numbers).toEqual(Array.from({ length: 120 }, (_, n) => 100 + n))
})

test('pages of a list know their neighbours', async () => {
  const page = await site.read(paths.day('2025-03-03', 2))

  expect(page).toContain(`<link rel="prev" href="${paths.day('2025-03-03')}" />`)
  expect(page).toContain(`<link rel="next" href="${paths.day('2025-03-03', 3)}" />`)
  expect(page).toContain('<title>Monday, 3 March 2025, page 2 · Broadsheet</title>')
})

test('a list has no page beyond its last one, and its first page has one address', async () => {
  const beyond = await site.app.request(paths.day('2025-03-03', 4))
  expect(beyond.status).toBe(404)
  expect(await beyond.text()).toContain('it has 120 papers')

  expect(await status('/papers/date/2025-03-03?page=9999999')).toBe(404)
  const first = await site.app.request('/papers/date/2025-03-03?page=1')
  expect([first.status, first.headers.get('location')]).toEqual([301, paths.day('2025-03-03')])
})

test('what is no number of a page shows the first, whose address it names', async () => {
  for (const number of ['0', '-1', '01', 'x', '1e3', '99999999999']) {
    const page = await site.read(`/papers/date/2025-03-03?page=${number}`)
    expect(page).toContain(
      `rel="canonical" href="https://papers.example.org/papers/date/2025-03-03"`,
    )
  }
})

test('only a link to the very page is marked as such', async () => {
  const first = await site.read(paths.day('2025-03-03'))
  expect(first).toMatch(/aria-current="page"\s*>Day</)

  const second = await site.read(paths.day('2025-03-03', 2))
  expect(second).toMatch(/aria-current="true"\s*>Day</)
  expect(await site.read(paths.front)).toMatch(/aria-current="true"\s*>Day</)
})

test('the calendar marks the day that is shown, with papers or without', async () => {
  const current = /aria-current="date"\s*>(\d+)\b/g
  const marked = (page: string) => [...page.matchAll(current)].map(([, date]) => date)
  expect(marked(await site.read(paths.day('2025-04-17')))).toEqual(['17'])
  expect(marked(await site.read(paths.day('2025-04-15')))).toEqual(['15'])
  expect(marked(await site.read(paths.week('2025-W16')))).toEqual([])
})

test('the calendar links the days that have papers and says how many', async () => {
  const page = await site.read(paths.day('2025-04-15'))

  expect(page).toMatch(calendarDay('2025-04-17', '17 2 papers'))
  expect(page).toMatch(calendarDay('2025-04-14', '14 1 paper'))
  expect(page).not.toMatch(calendarDay('2025-04-15', ''))
})

/** A link of the calendar, by what it says without its markup. */
function calendarDay(day: string, text: string): RegExp {
  const words = text.split(' ').map((word) => `${word}\\b(?:<[^>]*>|\\s)*`)
  return new RegExp(`<a href="${paths.day(day)}"\\s*>${words.join('')}`)
}
