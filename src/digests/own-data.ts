import type { Database } from '../database/database.ts'
import { inTransaction } from '../database/in-transaction.ts'
import type { MailKeys } from './keys.ts'
import { queueMail } from './outbox-store.ts'
import { eraseReader } from './own-data-store.ts'
import type { Subscriber } from './subscriber.ts'
import { makeToken } from './token.ts'

const LINK_HOURS = 2
const HOUR_MS = 3_600_000

export interface OwnDataOffice {
  db: Database
  keys: MailKeys
  link: (token: string) => string
  siteName: string
  now: Date
}

/**
 * Sends the link by which a reader takes out or erases what is stored about them. The links in digests do not allow it:
 * digests are forwarded.
 */
export async function sendOwnDataLink(office: OwnDataOffice, reader: Subscriber): Promise<void> {
  const { db, keys, link, siteName, now } = office
  const { publicId, address } = reader
  const expiresAt = new Date(now.getTime() + LINK_HOURS * HOUR_MS)
  const token = makeToken(keys, { scope: 'd', publicId, detail: '', expiresAt })
  const mail = {
    to: address,
    subject: `What ${siteName} stores about you`,
    text: `You asked to see, take out or delete what is stored about your mails. This page does it, for ${LINK_HOURS} hours:

${link(token)}

If you did not ask for it, do nothing. Whoever did has a mail of yours, and can do nothing with it but change what you get.
`,
  }
  await queueMail(db, `data ${publicId} ${now.getTime()}`, mail, now)
}

/** Forgets a reader, all or nothing. */
export function forget(db: Database, reader: Subscriber): Promise<void> {
  return inTransaction(db, (transaction) => eraseReader(transaction, reader))
}
