/** From the fewest rights to the most: each may do what those before it may. */
export const ROLES = ['reader', 'curator', 'moderator', 'admin'] as const

export type Role = (typeof ROLES)[number]

/** Somebody with an account. */
export interface Person {
  id: string
  handle: string // unique, see handle.ts; shown as '@handle'
  name: string // '' when only the handle is to be shown. Anybody may choose any name, so it is never shown alone
  email: string | null // known to the person and to admins only
  role: Role
  votesVisible: boolean
  createdAt: Date
}

/** Whether somebody may do what is up to this role. Nobody is null. */
export function hasRole(person: Pick<Person, 'role'> | null, role: Role): boolean {
  return person !== null && ROLES.indexOf(person.role) >= ROLES.indexOf(role)
}
