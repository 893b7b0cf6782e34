import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/test-database.ts'

/** What is made of a text is made again for the paper that stays; words of people move in src/catalogue; mails sent stay as they were. */
const READ_AGAIN = new Set([
  'readings',
  'paper_claims',
  'paper_systems',
  'paper_topics',
  'paper_vectors',
  'machine_gists',
  'corrections',
  'finding_reports',
  'issue_papers',
])

const db = await testDatabase()

test('every table that names papers is thought of when papers merge', async () => {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'paper_id'
    order by 1
  `.execute(db)
  const moved = ['follow-store.ts', 'save-store.ts', 'attention-store.ts']
    .map((file) => readFileSync(`src/papers/${file}`, 'utf8'))
    .join('\n')
  const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
  const forgotten = rows
    .map(({ name }) => name)
    .filter((name) => !READ_AGAIN.has(name))
    .filter((name) => !new RegExp(`\\b(?:${name}|${camel(name)})\\b`).test(moved))
  expect(forgotten).toEqual([])
})

test('no table that follows papers is read as a whole when they merge', async () => {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'paper_id' and exists (
      select from information_schema.tables as the
      where the.table_name = columns.table_name and table_type = 'BASE TABLE'
    ) and not exists (
      select from pg_index join pg_attribute on attrelid = indrelid and attnum = indkey[0]
      where indrelid = table_name::regclass and attname = 'paper_id'
        and (indpred is null or pg_get_expr(indpred, indrelid) = '(paper_id IS NOT NULL)')
    )
    order by 1
  `.execute(db)
  const followed = rows.map(({ name }) => name).filter((name) => !READ_AGAIN.has(name))
  expect(followed).toEqual([])
})
