import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { handleShape as shapeOf } from './handle.ts'
import type { Person, Role } from './person.ts'
import type {} from './tables.ts' // oxlint-disable-line unicorn/require-module-specifiers -- it declares the tables

export const PERSON = [
  'people.id',
  'people.handle',
  'people.name',
  'people.email',
  'people.role',
  'people.votesVisible',
  'people.createdAt',
] as const

export async function findPersonByEmail(db: Database, email: string): Promise<Person | null> {
  const found = await db
    .selectFrom('people')
    .select(PERSON)
    .where('email', '=', email)
    .executeTakeFirst()
  return found ?? null
}

export async function findPerson(db: Database, id: string): Promise<Person | null> {
  const found = await db.selectFrom('people').select(PERSON).where('id', '=', id).executeTakeFirst()
  return found ?? null
}

export async function findPersonByHandle(db: Database, handle: string): Promise<Person | null> {
  const found = await db
    .selectFrom('people')
    .select(PERSON)
    .where('handle', '=', handle)
    .executeTakeFirst()
  return found ?? null
}

export async function setRole(db: Database, id: string, role: Role): Promise<void> {
  await db.updateTable('people').set({ role }).where('id', '=', id).execute()
}

/** What a person decides about themselves. */
export interface Profile {
  handle: string
  name: string
  votesVisible: boolean
}

/** False, and nothing has changed, when somebody else has this handle or one that looks like it. */
export async function changeProfile(db: Database, id: string, profile: Profile): Promise<boolean> {
  const { handle, name, votesVisible } = profile
  const handleShape = shapeOf(handle)
  const { rows } = await sql`
    update people set handle = ${handle}, handle_shape = ${handleShape}, name = ${name}, votes_visible = ${votesVisible}
    where id = ${id}
      and not exists (select from people where id <> ${id} and handle_shape = ${handleShape})
    returning id
  `.execute(db)
  return rows.length > 0
}

const PEOPLE_PER_PAGE = 100

/** Some people by handle, from below `after`: '' begins. */
export function listPeople(db: Database, after = ''): Promise<Person[]> {
  return db
    .selectFrom('people')
    .select(PERSON)
    .where('handle', '>', after)
    .orderBy('handle')
    .limit(PEOPLE_PER_PAGE)
    .execute()
}

export interface NewPerson {
  handle: string
  email: string | null
  role?: Role
}

/** Null when somebody has this address, this handle or one that looks like it. */
export async function addPerson(
  db: Database,
  { handle, email, role = 'reader' }: NewPerson,
  now: Date,
): Promise<Person | null> {
  const added = await db
    .insertInto('people')
    .values({ handle, handleShape: shapeOf(handle), email, role, createdAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning(PERSON)
    .executeTakeFirst()
  return added ?? null
}
