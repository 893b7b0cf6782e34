import type { Context } from 'hono'
import { tryGetContext } from 'hono/context-storage'
import { getCookie } from 'hono/cookie'
import type { Person } from '../../accounts/person.ts'
import { formTokenOf } from '../../accounts/secret.ts'
import { findSession, type Session } from '../../accounts/session-store.ts'
import type { Database } from '../../database/database.ts'
import { SESSION_COOKIE } from './cookies.ts'

/** A request by somebody who is signed in. */
export interface Visit extends Session {
  secret: string // of the session, from the cookie
}

declare module 'hono' {
  interface ContextVariableMap {
    unread: number | undefined // news of whoever is signed in, at most 100
    notices: number | undefined // what they are told and have not read, at most 100
    formToken: string | undefined // once it was asked for: a list has a hundred forms
    visit: Visit | null // undefined on pages that are rendered for everybody
  }
}

/** Who asks, by the cookie. Null for everybody else, also for whoever holds a cookie of a session that ended. */
export async function findVisit(c: Context, db: Database, now: Date): Promise<Visit | null> {
  const secret = sessionSecret(c)
  if (secret === undefined) return null
  const session = await findSession(db, secret, now)
  return session && { ...session, secret }
}

function sessionSecret(c: Context): string | undefined {
  return getCookie(c, SESSION_COOKIE.secure) ?? getCookie(c, SESSION_COOKIE.plain)
}

/** Who is signed in. Null on pages that are rendered for everybody. */
export function personOf(c: Context): Person | null {
  return c.get('visit')?.person ?? null
}

/** The same where `requirePerson` or `requireRole` stands before the page. */
export function signedInPerson(c: Context): Person {
  const person = personOf(c)
  if (!person) throw new Error(`${c.req.path} is not behind requirePerson`)
  return person
}

/** What every form of a signed-in person sends back in a field named 'form': see `formField`. '' for everybody else. */
export function formToken(c: Context): string {
  const made = c.get('formToken')
  if (made !== undefined) return made
  const visit = c.get('visit')
  const token = visit ? formTokenOf(visit.secret) : ''
  c.set('formToken', token)
  return token
}

/** Who the page that is being made is for, where no context is at hand: in what all pages share. */
export function currentVisit(): {
  person: Person
  formToken: string
  unread: number
  notices: number
} | null {
  const c = tryGetContext()
  const person = c && personOf(c)
  if (!person) return null
  return {
    person,
    formToken: formToken(c),
    unread: c.get('unread') ?? 0,
    notices: c.get('notices') ?? 0,
  }
}
