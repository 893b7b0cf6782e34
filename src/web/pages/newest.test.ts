import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testSite } from '../../../test/test-site.ts'
import { paths } from '../paths.ts'

const site = await testSite()
await sql`insert into papers (id, title) select n, 'A title' from generate_series(1, 10050) as n`.execute(
  site.db,
)

test('a list that leaves out the oldest papers does not say that it has all', async () => {
  const page = await site.read(paths.papers())
  expect(page).toContain('content="The newest 10,000 research papers."')

  const beyond = await site.app.request(paths.papers(201))
  expect(beyond.status).toBe(404)
  expect(await beyond.text()).toContain('it has the newest 10,000 papers')
})
