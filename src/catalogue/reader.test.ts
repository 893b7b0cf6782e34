import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { testDatabase } from '../../test/test-database.ts'
import { draft, saveDrafts } from '../../test/test-site.ts'
import { startReader } from './reader.ts'

test('what could not be read, on a full disk or without a server, is read some time later without a new paper', async () => {
  const db = await testDatabase()
  await saveDrafts(db, [draft(1, { abstract: 'We propose MapNet, a model.' })])
  await sql`alter table readings rename to readings_away`.execute(db)
  const failed = vi.fn<(id: string | null) => void>()
  const reader = startReader(db, { looked: () => {}, failed }, 20)
  onTestFinished(reader.stop)
  reader.wake()
  await vi.waitFor(() => expect(failed).toHaveBeenCalledWith(null, expect.anything()), 20_000)

  await sql`alter table readings_away rename to readings`.execute(db)
  await vi.waitFor(async () => {
    expect(await db.selectFrom('readings').select('paperId').execute()).toHaveLength(1)
  }, 20_000)
})
