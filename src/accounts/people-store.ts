import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { isNotUnique } from '../database/failures.ts'
import { handleShape as shapeOf } from './handle.ts'
import type { Person, Role } from './person.ts'
import { secretHash } from './secret.ts'
// oxlint-disable-next-line unicorn/require-module-specifiers -- declares the tables
import type {} from './tables.ts'

export const PERSON = [
  'people.id',
  'people.handle',
  'people.name',
  'people.email',
  'people.role',
  'people.votesVisible',
  'people.createdAt',
] as const

type Unique = 'id' | 'email' | 'handle'

/** The person with this id, address or handle. Null when there is none. */
export async function findPersonBy(
  db: Database,
  column: Unique,
  value: string,
): Promise<Person | null> {
  const found = await db
    .selectFrom('people')
    .select(PERSON)
    .where(column, '=', value)
    .executeTakeFirst()
  return found ?? null
}

/**
 * In a transaction, before what a person may do only so often is counted and done: who does it twice at once takes turns.
 * What refers to the person, as a vote does, does not wait for it.
 */
export async function lockPerson(transaction: Database, id: string): Promise<void> {
  await sql`select from people where id = ${id} for no key update`.execute(transaction)
}

export async function setRole(db: Database, id: string, role: Role): Promise<void> {
  await db.updateTable('people').set({ role }).where('id', '=', id).execute()
}

export async function hasAdmin(db: Database): Promise<boolean> {
  const found = await db
    .selectFrom('people')
    .select('id')
    .where('role', '=', 'admin')
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** What a person decides about themselves. */
export interface Profile {
  handle: string
  name: string
  votesVisible: boolean
}

/**
 * False, and nothing has changed, when somebody else has or had this handle or one that looks like it. The handle that is
 * given up stays theirs to take back.
 */
export async function changeProfile(
  db: Database,
  person: Person,
  profile: Profile,
): Promise<boolean> {
  try {
    return await inOneGo(db, person, profile)
  } catch (error) {
    if (isNotUnique(error)) return false // somebody took it at this very moment
    throw error
  }
}

function inOneGo(db: Database, person: Person, profile: Profile): Promise<boolean> {
  const handleShape = shapeOf(profile.handle)
  return db.transaction().execute(async (transaction) => {
    if (await isTaken(transaction, handleShape, person.id)) return false
    if (handleShape !== shapeOf(person.handle)) await retire(transaction, person)
    await transaction
      .updateTable('people')
      .set({ ...profile, handleShape })
      .where('id', '=', person.id)
      .execute()
    return true
  })
}

const NOBODY = '' // no id is empty

/** Whether somebody else than `but` has or had a handle of this shape. */
async function isTaken(db: Database, handleShape: string, but: string): Promise<boolean> {
  const { rows } = await sql`
    select from people where handle_shape = ${handleShape} and id is distinct from ${but}
    union all
    select from retired_handles
    where shape_hash = ${secretHash(handleShape)} and person_id is distinct from ${but}
    limit 1
  `.execute(db)
  return rows.length > 0
}

async function retire(db: Database, { id, handle }: Person): Promise<void> {
  await db
    .insertInto('retiredHandles')
    .values({ shapeHash: secretHash(shapeOf(handle)), personId: id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Ends the account. What features keep of it must be taken care of before: see src/privacy/. */
export async function removePerson(db: Database, person: Person): Promise<void> {
  await retire(db, person)
  await db.deleteFrom('people').where('id', '=', person.id).execute()
}

/** People by handle, beginning with this one or the first after it: '' begins with the first of all. */
export function listPeople(db: Database, from: string, limit: number): Promise<Person[]> {
  return db
    .selectFrom('people')
    .select(PERSON)
    .where('handle', '>=', from)
    .orderBy('handle')
    .limit(limit)
    .execute()
}

export interface NewPerson {
  handle: string
  email: string | null
  role?: Role
}

/** Null when somebody has this address, or has or had this handle or one that looks like it. */
export async function addPerson(
  db: Database,
  { handle, email, role = 'reader' }: NewPerson,
  now: Date,
): Promise<Person | null> {
  const handleShape = shapeOf(handle)
  if (await isTaken(db, handleShape, NOBODY)) return null
  const added = await db
    .insertInto('people')
    .values({ handle, handleShape, email, role, createdAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning(PERSON)
    .executeTakeFirst()
  return added ?? null
}
