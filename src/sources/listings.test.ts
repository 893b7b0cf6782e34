import { expect, test } from 'vitest'
import { testDatabase } from '../../test/test-database.ts'
import { fileIn, temporaryFolder } from '../../test/temporary-file.ts'
import { importFile } from './import.ts'

const db = await testDatabase()
const folder = temporaryFolder()

async function listing(title: string) {
  return db
    .selectFrom('papers')
    .select(['id', 'day', 'position', 'votes'])
    .where('title', '=', title)
    .executeTakeFirstOrThrow()
}

const EARLY = '2025-04-14'
const LATE = '2025-04-16'

const FORMATS: Record<
  string,
  (id: string, title: string, day: string, position: number) => string
> = {
  'hf-daily': (id, title, day, position) =>
    JSON.stringify({ arxiv_id: id, title, date: day, position: position - 1, upvotes: position }),
  'hf-api': (id, title, day, position) =>
    JSON.stringify([
      ...Array.from({ length: position - 1 }, (_, n) => ({
        paper: { id: `2502.1000${n}`, title: `Another cup ${n}`, submittedOnDailyAt: day },
      })),
      { paper: { id, title, upvotes: position, submittedOnDailyAt: `${day}T01:00:00Z` } },
    ]),
  page: (_, title, day, position) =>
    `${day}\n\n${Array.from({ length: position - 1 }, (__, n) => `Saucer ${n}\n\nIt is flat.\n\n`).join('')}${title}\n\nWe pour tea.`,
}

const cases = Object.entries(FORMATS).flatMap(([format, write]) => [
  { format, write, order: [EARLY, LATE] },
  { format, write, order: [LATE, EARLY] },
])

test.each(cases)(
  'a paper that $format listed on two days stays on the first, imported as $order',
  async ({ format, write, order }) => {
    const title = `Cups twice on a list of ${format}, first ${order[0]!}`
    const id = `2503.${10_000 + cases.findIndex((each) => each.format === format && each.order[0] === order[0])}`
    for (const day of order) {
      const content = write(id, title, day, day === EARLY ? 2 : 3)
      await importFile(db, fileIn(folder, 'list', content), { format })
    }
    expect(await listing(title)).toMatchObject({ day: EARLY, position: 2 })
  },
)

test('a list imported again with other votes counts them anew', async () => {
  const line = (upvotes: number) =>
    JSON.stringify({
      arxiv_id: '2503.20000',
      title: 'Voted cups',
      date: EARLY,
      position: 0,
      upvotes,
    })
  await importFile(db, fileIn(folder, 'votes', line(5)))
  await importFile(db, fileIn(folder, 'votes', line(3)))
  expect(await listing('Voted cups')).toMatchObject({ votes: 3 })
})
