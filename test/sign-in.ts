import { randomUUID } from 'node:crypto'
import { addPerson } from '../src/accounts/people-store.ts'
import type { Person, Role } from '../src/accounts/person.ts'
import { formTokenOf } from '../src/accounts/secret.ts'
import { startSession } from '../src/accounts/session-store.ts'
import { TODAY, type TestSite } from './test-site.ts'

/** Somebody who is signed in, with the browser that they use. */
export interface SignedIn {
  person: Person
  cookie: string // for the header of that name
  formToken: string
  get(path: string): Promise<Response>
  /** Sends a form of a page of ours, as the browser of this person would. */
  post(path: string, fields?: Record<string, string>): Promise<Response>
  /** Path of a page → its text. Throws unless the status is 200. */
  read(path: string): Promise<string>
}

let people = 0

/** Makes a new person and signs them in. */
export async function signIn(
  { app, db }: TestSite,
  { role = 'reader', handle = `person-${++people}` }: { role?: Role; handle?: string } = {},
): Promise<SignedIn> {
  const now = new Date(`${TODAY}T12:00:00Z`)
  const email = `${handle}@example.org`
  const person = await addPerson(db, { handle, email, role }, now)
  if (!person) throw new Error(`@${handle} is somebody else`)

  const secret = randomUUID()
  await startSession(db, { personId: person.id, secret, device: 'Firefox on Linux' }, now)
  const cookie = `__Host-session=${secret}`
  const formToken = formTokenOf(secret)
  const get = async (path: string) => app.request(path, { headers: { cookie } })
  return {
    person,
    cookie,
    formToken,
    get,
    async post(path, fields = {}) {
      const headers = { cookie, 'sec-fetch-site': 'same-origin' }
      const body = new URLSearchParams({ form: formToken, ...fields })
      return app.request(path, { method: 'POST', headers, body })
    },
    async read(path) {
      const response = await get(path)
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
      return response.text()
    },
  }
}
