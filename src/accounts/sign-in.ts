import type { Database } from '../database/database.ts'
import { firstHandle } from './handle.ts'
import { takeLoginLink, type LoginLink } from './login-link-store.ts'
import { addPerson, findPersonBy, setRole } from './people-store.ts'
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
 * Uses the link up and signs the browser in, as its person or as a new one. `email` is the address of a new person whose
 * link was not sent to one. Null when the link is used, too old, or never was. All or nothing.
 *
 * Throws AddressTaken for a link of nobody when somebody has the address: it was not shown to be theirs.
 */
export function signInByLink(
  db: Database,
  { link: linkSecret, email }: { link: string; email: string | null },
  newcomer: Newcomer,
  now: Date,
): Promise<SignedIn | null> {
  return db.transaction().execute(async (transaction) => {
    const link = await takeLoginLink(transaction, linkSecret, now)
    if (!link) return null

    const known = await personOfLink(transaction, link)
    const address = link.email ?? email
    const person = known ?? (await newPerson(transaction, address, newcomer.random, now))
    if (link.role) await setRole(transaction, person.id, link.role)
    await startSession(transaction, { personId: person.id, ...newcomer }, now)
    return { person, isNew: known === null, next: link.next }
  })
}

/** Gives the person what the link has to give. Null when it is used, too old, or never was. */
export function takeRoleByLink(
  db: Database,
  linkSecret: string,
  personId: string,
  now: Date,
): Promise<LoginLink | null> {
  return db.transaction().execute(async (transaction) => {
    const link = await takeLoginLink(transaction, linkSecret, now)
    if (link?.role) await setRole(transaction, personId, link.role)
    return link
  })
}

function personOfLink(db: Database, { personId, email }: LoginLink): Promise<Person | null> {
  if (personId !== null) return findPersonBy(db, 'id', personId)
  return email === null ? Promise.resolve(null) : findPersonBy(db, 'email', email)
}

const HANDLE_TRIES = 5 // six billion handles: a second try is rare already

/** Throws AddressTaken. */
export async function newPerson(
  db: Database,
  email: string | null,
  random: () => number,
  now: Date,
): Promise<Person> {
  for (let tries = 0; tries < HANDLE_TRIES; tries++) {
    const person = await addPerson(db, { handle: firstHandle(random), email }, now)
    if (person) return person
  }
  throw new AddressTaken()
}

/** Somebody has this address: they can sign in with it, and nobody is told more. */
export class AddressTaken extends Error {
  override name = 'AddressTaken'

  constructor() {
    super('somebody has this address')
  }
}
