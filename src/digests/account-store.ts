import type { Person } from '../accounts/person.ts'
import type { Database } from '../database/database.ts'
import { parseAddress } from '../mail/address.ts'
import { SUBSCRIBER } from './subscriber-store.ts'
import type { Subscriber } from './subscriber.ts'

type WithAddress = Pick<Person, 'id' | 'email'>

/** The reader that a person joined to their account. Null when there is none. */
export async function findJoinedReader(db: Database, personId: string): Promise<Subscriber | null> {
  const query = db.selectFrom('subscribers').select(SUBSCRIBER).where('personId', '=', personId)
  return (await query.executeTakeFirst()) ?? null
}

/** The reader at the address of an account, unless joined to another one. Null when there is none. */
export async function findReaderAt(
  db: Database,
  { id, email }: WithAddress,
): Promise<Subscriber | null> {
  const address = email === null ? null : parseAddress(email)
  if (!address) return null
  const reader = await db
    .selectFrom('subscribers')
    .select(SUBSCRIBER)
    .where('addressKey', '=', address.key)
    .where((is) => is.or([is('personId', 'is', null), is('personId', '=', id)]))
    .executeTakeFirst()
  return reader ?? null
}

/** The reader that is this person: joined, or else at their address. */
export async function findReaderOf(db: Database, person: WithAddress): Promise<Subscriber | null> {
  return (await findJoinedReader(db, person.id)) ?? findReaderAt(db, person)
}

/** Joins the mails at the person's address to their account. Nothing happens when there are none, or they are joined to another one. */
export async function joinReader(db: Database, person: WithAddress): Promise<void> {
  const reader = await findReaderAt(db, person)
  if (!reader) return
  await leaveReader(db, person.id)
  await db
    .updateTable('subscribers')
    .set({ personId: person.id })
    .where('id', '=', reader.id)
    .where('personId', 'is', null)
    .execute()
}

/** The mails go on; the account knows nothing of them any more. */
export async function leaveReader(db: Database, personId: string): Promise<void> {
  await db
    .updateTable('subscribers')
    .set({ personId: null })
    .where('personId', '=', personId)
    .execute()
}
