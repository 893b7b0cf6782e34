import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-file.ts'
import { imageOf, newPGlite, pgliteVersion } from './new-pglite.ts'
import { openPGlite } from './pglite.ts'

test('the image that new databases begin with is of the PGlite that is installed', () => {
  expect(existsSync(imageOf(pgliteVersion())), 'run `npm run new-database`').toBe(true)
})

test('a database made from the image is like one that PGlite makes, which is made where there is no image', async () => {
  const [packed, made] = [temporaryFolder(), temporaryFolder()]
  await newPGlite(join(packed, 'database'))
  await newPGlite(join(made, 'database'), imageOf('of no version'))
  const facts = await factsOf(packed)
  expect(facts).toEqual(await factsOf(made))
  expect(facts.databases).toHaveLength(3)
})

async function factsOf(folder: string) {
  const { db, close } = await openPGlite(folder)
  const { rows: databases } = await sql`
    select datname, encoding, datlocprovider, datcollate, datctype from pg_database order by datname
  `.execute(db)
  const { rows: settings } = await sql`
    select name, setting from pg_settings where source in ('configuration file', 'default') order by name
  `.execute(db)
  const { rows: relations } = await sql`select count(*) from pg_class`.execute(db)
  await close()
  return { databases, settings, relations }
}

test('a database that was being made when we were killed is begun again', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'database.new'))
  writeFileSync(join(folder, 'database.new', 'PG_VERSION'), 'half')
  const { db, close } = await openPGlite(folder)
  expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
  await close()
  expect(readdirSync(folder)).not.toContain('database.new')
})

test('nobody but the owner gets at the files, also of a database that was open to others', async () => {
  const folder = temporaryFolder()
  const database = join(folder, 'database')
  const rights = () => statSync(database).mode & 0o777
  await (await openPGlite(folder)).close()
  expect(rights()).toBe(0o700)
  chmodSync(database, 0o755)
  await (await openPGlite(folder)).close()
  expect(rights()).toBe(0o750)
})
