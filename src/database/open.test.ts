import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, inject, test, vi } from 'vitest'
import { newPostgresDatabase, onEveryEngine } from '../../test/test-database.ts'
import { DirectoryFull, DirectoryInUse } from './directory-lock.ts'
import { isNotUnique } from './failures.ts'
import { migrate } from './migrate.ts'
import { DatabaseUrlError, openDatabase } from './open.ts'
import { whyUnopened } from './pglite.ts'
import { openPostgres } from './postgres.ts'
import { given } from './rows.ts'

const PATIENCE_MS = 120_000 // a new database takes seconds, and a busy machine ten times as long

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-open-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('an address of another kind is refused in words', async () => {
  await expect(openDatabase('mysql://localhost')).rejects.toThrow(DatabaseUrlError)
})

test.each([
  ['', false],
  [' by a thread', true],
])(
  'a folder that is open%s is refused to a second user and can be opened again once closed',
  { timeout: PATIENCE_MS },
  async (_, ownThread) => {
    const url = `pglite:${join(folder, String(ownThread))}`
    const first = await openDatabase(url, { ownThread })
    await expect(openDatabase(url, { ownThread })).rejects.toThrow(DirectoryInUse)
    await first.close()

    const again = await openDatabase(url)
    expect(await again.db.selectFrom('papers').select('id').execute()).toEqual([])
    await again.close()
  },
)

test('a database that cannot be opened on a full disk says so, and keeps what else was said', () => {
  const cause = new Error('PGlite failed to initialize properly')
  const unopened = whyUnopened(folder, cause, Infinity)
  expect(unopened).toBeInstanceOf(DirectoryFull)
  expect(unopened).toMatchObject({ cause })
  expect(whyUnopened(folder, cause, 0)).toBe(cause)
  expect(whyUnopened(join(folder, 'gone'), cause, Infinity)).toBe(cause)
})

onEveryEngine('a database', (open) => {
  const opened = open()

  test('gives the same JavaScript values for the same SQL values', async () => {
    const { db } = await opened
    const { rows } = await sql`
      select
        count(*) as counted, 9007199254740991::bigint as large, '2025-04-17'::date as day,
        '2025-04-17 10:11:12.345+02'::timestamptz as moment, array['a', 'b,"c'] as texts,
        '{"a_b": [1]}'::jsonb as tree, true as yes, null as nothing, 0.5::float8 as half
    `.execute(db)

    expect(rows).toEqual([
      {
        counted: 1,
        large: 9007199254740991,
        day: '2025-04-17',
        moment: new Date('2025-04-17T08:11:12.345Z'),
        texts: ['a', 'b,"c'],
        tree: { a_b: [1] },
        yes: true,
        nothing: null,
        half: 0.5,
      },
    ])
  })

  test('takes rows as arrays, and text that it cannot store is cleaned', async () => {
    const { db } = await opened
    const rows = [
      { word: 'a "quoted", {braced} \\ word', number: 1, day: '2025-04-17' },
      { word: 'nul \0 and \ud800 half', number: null, day: null },
    ]
    const table = given({ word: 'text', number: 'integer', day: 'date' }, rows)
    const result = await sql`select word, number, day from ${table}`.execute(db)

    expect(result.rows).toEqual([
      rows[0],
      { word: 'nul  and \ufffd half', number: null, day: null },
    ])
    expect((await sql`select word from ${given({ word: 'text' }, [])}`.execute(db)).rows).toEqual(
      [],
    )
  })

  test('is up to date after one migration, and a second changes nothing', async () => {
    const { db } = await opened
    await migrate(db)
    expect(await db.selectFrom('papers').select('id').execute()).toEqual([])
  })

  test('keeps what one transaction does apart from what happens beside it', async () => {
    const { db } = await opened
    const row = (value: string) => ({ kind: 'other', value, paperId: 'x' })
    const failing = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('paperKeys').values(row('rolled back')).execute()
      await sql`select pg_sleep(0.05)`.execute(transaction)
      throw new Error('changed my mind')
    })
    const beside = db.insertInto('paperKeys').values(row('kept')).execute()

    await expect(failing).rejects.toThrow('changed my mind')
    await beside
    const values = await db.selectFrom('paperKeys').select('value').execute()
    expect(values).toEqual([{ value: 'kept' }])
  })

  test('a row that is refused says by which rule', async () => {
    const { db } = await opened
    await sql`create table chosen (id integer constraint once unique)`.execute(db)
    const choose = () => sql`insert into chosen values (1)`.execute(db)
    await choose()
    const refused = await choose().catch((error: unknown) => error)
    expect(isNotUnique(refused)).toBe(true)
    expect(refused).toMatchObject({ code: '23505', constraint: 'once', table: 'chosen' })
  })

  test('runs SQL of others apart from a transaction that goes on, and ends theirs when it fails', async () => {
    const { db, execute } = await opened
    await execute('create table others (n integer); insert into others values (1), (2)')
    const inside = db.transaction().execute(async (transaction) => {
      await sql`insert into others values (3)`.execute(transaction)
      await sql`select pg_sleep(0.05)`.execute(transaction)
      throw new Error('changed my mind')
    })
    const beside = execute('insert into others values ($1) returning n', [4])
    await expect(inside).rejects.toThrow('changed my mind')
    expect((await beside).rows).toEqual([{ n: 4 }])

    const failing = execute('begin; insert into others values (5); select 1 / 0; commit')
    await expect(failing).rejects.toThrow('division by zero')
    const { rows } = await execute('select n from others where n > $1 order by n', [0])
    expect(rows).toEqual([{ n: 1 }, { n: 2 }, { n: 4 }])
  })

  test('hears what is said on a channel', async () => {
    const { db, listen } = await opened
    const heard = vi.fn<(said: string) => void>()
    await listen('a_channel', heard)
    await sql`select pg_notify('another', 'no'), pg_notify('a_channel', 'yes')`.execute(db)
    await vi.waitFor(() => expect(heard.mock.calls).toEqual([['yes']]), PATIENCE_MS)
  })
})

test.skipIf(!inject('postgresUrl'))(
  'a connection that breaks while it is used fails its query, and nothing else',
  async () => {
    const { db, close } = openPostgres(await newPostgresDatabase())
    const sleeping = sql`select pg_sleep(30)`.execute(db)
    const broken = expect(sleeping).rejects.toThrow(/terminat/)
    await vi.waitFor(async () => {
      const { rows } = await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where query like '%pg_sleep(30)%' and pid <> pg_backend_pid() and datname = current_database()
      `.execute(db)
      expect(rows).toHaveLength(1)
    }, PATIENCE_MS)

    await broken
    await vi.waitFor(async () => {
      expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
    }, PATIENCE_MS)
    await close()
  },
)

test.skipIf(!inject('postgresUrl'))(
  'a listener whose connection breaks comes back and assumes that it missed something',
  async () => {
    const { db, listen, close } = openPostgres(await newPostgresDatabase())
    const heard = vi.fn<() => void>()
    await listen('a_channel', heard)
    await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where query = 'listen "a_channel"' and datname = current_database()
  `.execute(db)

    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), PATIENCE_MS)
    heard.mockClear()
    await sql`select pg_notify('a_channel', '')`.execute(db)
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), PATIENCE_MS)
    await close()
  },
)
