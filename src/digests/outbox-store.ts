import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { CLOCKS_APART_MS } from '../lib/clocks.ts'
import type { Mail } from '../mail/mailer.ts'

/** Queues a mail. `id` names it: a second one with the same id is the same mail, and is not sent again. */
export async function queueMail(db: Database, id: string, mail: Mail, now: Date): Promise<void> {
  await db
    .insertInto('outbox')
    .values({
      id,
      address: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html ?? null,
      state: 'queued',
      notBefore: now,
      leaseUntil: null,
      createdAt: now,
      reply: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export interface QueuedMail extends Mail {
  id: string
  attempts: number
}

const LEASE_MS = 15 * 60_000 // longer than a relay may take to answer: an attempt that lasts longer has died

/** The next mails to be sent, which nobody else gets until the lease is over. */
export async function claimMails(db: Database, count: number, now: Date): Promise<QueuedMail[]> {
  const until = new Date(now.getTime() + LEASE_MS)
  await boundLeases(db, until)
  const { rows } = await sql<{
    id: string
    address: string
    subject: string
    text: string
    html: string | null
    attempts: number
  }>`
    update outbox set state = 'sending', lease_until = ${until}, attempts = attempts + 1
    where id in (
      select id from outbox
      where state in ('queued', 'sending') and not_before <= ${now} and (lease_until is null or lease_until < ${now})
      order by not_before limit ${count} for update skip locked
    )
    returning id, address, subject, text, html, attempts
  `.execute(db)
  return rows.map(({ id, address, subject, text, html, attempts }) => ({
    id,
    to: address,
    subject,
    text,
    ...(html !== null && { html }),
    attempts,
  }))
}

/** A lease that ends later than any can was taken while a clock was ahead, perhaps by a process that is dead: it ends as one of now. */
async function boundLeases(db: Database, until: Date): Promise<void> {
  const last = new Date(until.getTime() + CLOCKS_APART_MS)
  await sql`
    update outbox set lease_until = ${until} where state = 'sending' and lease_until > ${last}
  `.execute(db)
}

export async function settleMail(
  db: Database,
  id: string,
  settled: { state: 'queued' | 'sent' | 'failed'; notBefore: Date; reply: string | null },
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ ...settled, leaseUntil: null })
    .where('id', '=', id)
    .execute()
}

/** What was sent or failed before this moment: its text holds a link, and is of no more use. */
export async function dropMails(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('outbox').where('createdAt', '<', before).execute()
}
