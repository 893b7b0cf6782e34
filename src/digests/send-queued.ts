import type { Database } from '../database/database.ts'
import { AddressError, MailError, type Mailer } from '../mail/mailer.ts'
import { claimMails, settleMail, type QueuedMail } from './outbox-store.ts'

const BATCH = 20
const ATTEMPTS_MOST = 8 // over four hours: what asked for it has long given up by then
const FIRST_PAUSE_MS = 60_000

/** Sends the single mails that wait, one after the other. Returns how many the relay took. Never throws for one of them. */
export async function sendQueued(db: Database, mailer: Mailer, now: () => Date): Promise<number> {
  let sent = 0
  for (;;) {
    const mails = await claimMails(db, BATCH, now())
    for (const mail of mails) if (await sendOne(db, mailer, mail, now)) sent++
    if (mails.length < BATCH) return sent
  }
}

async function sendOne(
  db: Database,
  mailer: Mailer,
  mail: QueuedMail,
  now: () => Date,
): Promise<boolean> {
  try {
    await mailer.send(mail)
    await settleMail(db, mail.id, { state: 'sent', notBefore: now(), reply: null })
    return true
  } catch (error) {
    if (!(error instanceof MailError || error instanceof AddressError)) throw error
    const isOver =
      error instanceof AddressError || error.isPermanent || mail.attempts >= ATTEMPTS_MOST
    const pause = FIRST_PAUSE_MS * 2 ** (mail.attempts - 1)
    await settleMail(db, mail.id, {
      state: isOver ? 'failed' : 'queued',
      notBefore: new Date(now().getTime() + pause),
      reply: error.message.slice(0, 500),
    })
    return false
  }
}
