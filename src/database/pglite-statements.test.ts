import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { onEveryEngine } from '../../test/test-database.ts'

onEveryEngine('a statement that comes again', (open) => {
  test('answers with other parameters, with none, and in a transaction', async () => {
    const { db, close } = await open()
    const sum = (a: number, b: number | null) =>
      sql<{ sum: number | null }>`select ${a}::integer + ${b}::integer as sum`.execute(db)
    for (const n of [1, 2, 3, 4, 5, 6, 7]) expect((await sum(n, 1)).rows).toEqual([{ sum: n + 1 }])
    expect((await sum(1, null)).rows).toEqual([{ sum: null }])
    const both = await db.transaction().execute(async (transaction) => {
      const first = await sql`select 1 as one`.execute(transaction)
      const again = await sql`select 1 as one`.execute(transaction)
      return [first.rows, again.rows]
    })
    expect(both).toEqual([[{ one: 1 }], [{ one: 1 }]])
    await close()
  })

  test('fails as often as it is wrong, and leaves the others alone', async () => {
    const { db, close } = await open()
    const half = (of: number) => sql`select 1 / ${of}::integer as half`.execute(db)
    await expect(half(0)).rejects.toThrow('division by zero')
    expect((await half(1)).rows).toEqual([{ half: 1 }])
    await expect(half(0)).rejects.toThrow('division by zero')
    await expect(sql`select * from no_such_table`.execute(db)).rejects.toThrow('does not exist')
    await sql`create table no_such_table (id integer)`.execute(db)
    expect((await sql`select * from no_such_table`.execute(db)).rows).toEqual([])
    await close()
  })

  test('gives way to others when there are many, and is as good when it comes back', async () => {
    const { db, close } = await open()
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 250; n++) {
        const { rows } = await sql`select ${sql.lit(n)}::integer as n`.execute(db)
        expect(rows).toEqual([{ n }])
      }
    }
    const kept = await sql<{ kept: number }>`
      select count(*) as kept from pg_prepared_statements
    `.execute(db)
    expect(kept.rows[0]!.kept).toBeLessThan(110)
    await close()
  })

  test('says how many rows it changed', async () => {
    const { db, close } = await open()
    const row = (value: string) => ({ kind: 'other', value, paperId: 'x' })
    await db
      .insertInto('paperKeys')
      .values([row('a'), row('b')])
      .execute()
    const { numUpdatedRows } = await db
      .updateTable('paperKeys')
      .set({ paperId: 'y' })
      .where('paperId', '=', 'x')
      .executeTakeFirstOrThrow()
    expect(Number(numUpdatedRows)).toBe(2)
    await close()
  })

  test('in a transaction that failed nothing it wrote is kept, and the next goes on', async () => {
    const { db, close } = await open()
    const row = { kind: 'other', value: 'gone', paperId: 'x' }
    const failing = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('paperKeys').values(row).execute()
      await transaction.insertInto('paperKeys').values(row).execute()
    })
    await expect(failing).rejects.toThrow('duplicate key')
    await db
      .transaction()
      .execute((transaction) => transaction.insertInto('paperKeys').values(row).execute())
    expect(await db.selectFrom('paperKeys').select('value').execute()).toEqual([{ value: 'gone' }])
    await close()
  })
})
