import type { Generated } from 'kysely'
import type { Role } from './person.ts'

interface PeopleTable {
  id: Generated<string>
  handle: string
  handleShape: string
  name: Generated<string>
  email: string | null
  role: Generated<Role>
  votesVisible: Generated<boolean>
  createdAt: Date
}

interface SessionsTable {
  secretHash: string
  id: Generated<string>
  personId: string
  device: string
  createdAt: Date
  seenAt: Date
}

interface LoginLinksTable {
  secretHash: string
  email: string | null
  personId: string | null
  role: Role | null
  browserHash: string | null
  next: string
  createdAt: Date
  expiresAt: Date
}

interface AllowancesTable {
  key: string
  used: number
  at: Date
}

interface RetiredHandlesTable {
  shapeHash: string
  personId: string | null
}

interface AddressChangesTable {
  secretHash: string
  personId: string
  email: string
  expiresAt: Date
}

interface IdentitiesTable {
  provider: string
  subject: string
  personId: string
  label: string
  linkedAt: Date
}

interface PasskeysTable {
  id: string
  personId: string
  publicKey: Buffer
  counter: number
  transports: string[]
  device: string
  createdAt: Date
  usedAt: Date | null
}

interface PasskeyChallengesTable {
  challengeHash: string
  expiresAt: Date
}

declare module '../database/database.ts' {
  interface Schema {
    people: PeopleTable
    sessions: SessionsTable
    loginLinks: LoginLinksTable
    allowances: AllowancesTable
    retiredHandles: RetiredHandlesTable
    addressChanges: AddressChangesTable
    identities: IdentitiesTable
    passkeys: PasskeysTable
    passkeyChallenges: PasskeyChallengesTable
  }
}
