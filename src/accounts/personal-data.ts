import type { Database } from '../database/database.ts'
import type { Person } from './person.ts'

/** What becomes of what a person wrote, when they leave: it stays as 'a former reader' wrote it, or goes with them. */
export type Farewell = 'keep' | 'remove'

/**
 * What one table knows about people. Each feature describes its own tables; src/privacy/ puts them together, and a test
 * finds the table that nobody described.
 */
export interface PersonalData {
  table: string // as SQL spells it
  /** All that the table holds about the person, for them to read: no secrets, and ids only where they lead somewhere. */
  read(db: Database, person: Person): Promise<object[]>
  /** Takes the person out of the table. Called in the transaction that ends the account. */
  erase(db: Database, person: Person, farewell: Farewell): Promise<void>
}
