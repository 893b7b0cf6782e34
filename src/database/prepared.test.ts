import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { onEveryEngine } from '../../test/test-database.ts'
import { PREPARED } from './prepared.ts'

onEveryEngine('a statement that is kept prepared', (open) => {
  const opened = open()
  const twice = (number: number) =>
    sql<{ twice: number }>`${PREPARED}select ${number}::integer * 2 as twice`

  test('answers each time by its parameters, and was taken apart once', async () => {
    const { db } = await opened
    await db.transaction().execute(async (transaction) => {
      for (const number of [1, 2, 3]) {
        const { rows } = await twice(number).execute(transaction)
        expect(rows).toEqual([{ twice: 2 * number }])
      }
      const { rows } = await sql<{ statement: string }>`
        select statement from pg_prepared_statements where statement like '%::integer * 2 as twice'
      `.execute(transaction)
      expect(rows).toHaveLength(1)
    })
  })

  test('that fails leaves the next one as it was', async () => {
    const { db } = await opened
    await expect(twice(2_000_000_000).execute(db)).rejects.toThrow('out of range')
    expect((await twice(4).execute(db)).rows).toEqual([{ twice: 8 }])
  })
})
