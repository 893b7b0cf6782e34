import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { onEveryEngine } from '../../test/test-database.ts'
import { copyRows } from './copy.ts'
import type { Database } from './database.ts'
import { given, type ColumnValue } from './rows.ts'

const COLUMNS = {
  id: 'integer',
  number: 'bigint',
  half: 'real',
  large: 'double precision',
  words: 'text',
  list: 'text[]',
  facts: 'jsonb',
  is_so: 'boolean',
  day: 'date',
  at: 'timestamptz',
} as const

type Row = Record<keyof typeof COLUMNS, ColumnValue>

const NOTHING: Row = {
  id: 0,
  number: null,
  half: null,
  large: null,
  words: null,
  list: null,
  facts: null,
  is_so: null,
  day: null,
  at: null,
}

const ROWS: Row[] = [
  { ...NOTHING },
  {
    id: -2_147_483_648,
    number: Number.MIN_SAFE_INTEGER,
    half: 0.5,
    large: -1e300,
    words: '',
    list: [],
    facts: '{}',
    is_so: false,
    day: '1000-01-01',
    at: new Date(0),
  },
  {
    id: 2_147_483_647,
    number: Number.MAX_SAFE_INTEGER,
    half: -0.1,
    large: 0.1,
    words: 'tab\t, line\n, \\N, "quoted", ünï 𝔘 你',
    list: ['one', '{"two"}', '', 'NULL', '你'],
    facts: '{"a": ["\\\\", 1.5, null]}',
    is_so: true,
    day: '9998-12-31',
    at: new Date('9998-12-31T23:59:59.999Z'),
  },
  { ...NOTHING, id: 1, words: 'long '.repeat(100_000) },
]

onEveryEngine('copying rows', (open) => {
  async function newTable(db: Database) {
    await sql`
      create table copied (
        id integer primary key, number bigint, half real, large double precision, words text, list text[], facts jsonb, is_so boolean, day date, at timestamptz
      )
    `.execute(db)
  }

  test('stores every value as an insert of the same rows does', async () => {
    const { db, close } = await open()
    await newTable(db)
    await copyRows(db, 'copied', COLUMNS, ROWS)
    const copied = await sql`select * from copied order by id`.execute(db)
    await sql`truncate copied`.execute(db)
    await sql`insert into copied select * from ${given(COLUMNS, ROWS)}`.execute(db)
    const inserted = await sql`select * from copied order by id`.execute(db)

    expect(copied.rows).toHaveLength(ROWS.length)
    expect(copied.rows).toEqual(inserted.rows)
    expect(copied.rows.at(-1)).toEqual({
      ...ROWS[2],
      isSo: true,
      is_so: undefined,
      facts: { a: ['\\', 1.5, null] },
    })
    await close()
  })

  test('cleans text that PostgreSQL cannot store', async () => {
    const { db, close } = await open()
    await newTable(db)
    const row = { ...NOTHING, words: 'a\0b\uD800c', list: ['\0x'] }
    await copyRows(db, 'copied', COLUMNS, [row])

    const { rows } = await sql`select words, list from copied`.execute(db)
    expect(rows).toEqual([{ words: 'ab\uFFFDc', list: ['x'] }])
    await close()
  })

  test('a row that conflicts fails all of them, and the database goes on', async () => {
    const { db, close } = await open()
    await newTable(db)
    const twice = [{ ...NOTHING }, { ...NOTHING }]

    await expect(copyRows(db, 'copied', COLUMNS, twice)).rejects.toThrow('duplicate key')
    await expect(copyRows(db, 'no_such_table', COLUMNS, ROWS)).rejects.toThrow('does not exist')
    await copyRows(db, 'copied', COLUMNS, [])
    expect((await sql`select * from copied`.execute(db)).rows).toEqual([])
    await close()
  })

  test('takes part in its transaction', async () => {
    const { db, close } = await open()
    await newTable(db)
    const undone = db.transaction().execute(async (transaction) => {
      await copyRows(transaction, 'copied', COLUMNS, ROWS)
      throw new Error('changed my mind')
    })

    await expect(undone).rejects.toThrow('changed my mind')
    expect((await sql`select * from copied`.execute(db)).rows).toEqual([])
    await db.transaction().execute((transaction) => copyRows(transaction, 'copied', COLUMNS, ROWS))
    expect((await sql`select * from copied`.execute(db)).rows).toHaveLength(ROWS.length)
    await close()
  })
})
