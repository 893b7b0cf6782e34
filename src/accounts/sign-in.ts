import type { Database } from '../database/database.ts'
import { firstHandle } from './handle.ts'
import { takeLoginLink, type LoginLink } from './login-link-store.ts'
import { addPerson, findPerson, findPersonByEmail, setRole } from './people-store.ts'
import type { Person } from './person.ts'
import { startSession } from './session-store.ts'

/** A browser that is about to be signed in. */
export interface Newcomer {
  secret: string // of the new session; never one that the browser brought, which somebody else might know
  device: string
  random: () => number // from 0 to below 1: for the handle of a new person
}

export interface SignedIn {
  person: Person
  isNew: boolean
  next: string
}

/**
 * Uses the link up and signs the browser in, as its person or as a new one. Null when the link is used, too old, or
 * never was. All or nothing.
 */
export function signInByLink(
  db: Database,
  linkSecret: string,
  newcomer: Newcomer,
  now: Date,
): Promise<SignedIn | null> {
  return db.transaction().execute(async (transaction) => {
    const link = await takeLoginLink(transaction, linkSecret, now)
    if (!link) return null

    const known = await personOfLink(transaction, link)
    const person = known ?? (await newPerson(transaction, link, newcomer.random, now))
    if (link.role) await setRole(transaction, person.id, link.role)
    const { secret, device } = newcomer
    await startSession(transaction, { personId: person.id, secret, device }, now)
    return { person, isNew: known === null, next: link.next }
  })
}

function personOfLink(db: Database, { personId, email }: LoginLink): Promise<Person | null> {
  if (personId !== null) return findPerson(db, personId)
  return email === null ? Promise.resolve(null) : findPersonByEmail(db, email)
}

const HANDLE_TRIES = 5 // six billion handles: a second try is rare already

/** Throws when the address got an account at this very moment: the next try finds it. */
async function newPerson(
  db: Database,
  { email }: LoginLink,
  random: () => number,
  now: Date,
): Promise<Person> {
  for (let tries = 0; tries < HANDLE_TRIES; tries++) {
    const person = await addPerson(db, { handle: firstHandle(random), email }, now)
    if (person) return person
  }
  throw new Error('No handle was free')
}
