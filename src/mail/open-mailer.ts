import { signMessage, type DkimKey } from './dkim.ts'
import { letterOf, MailError, type Letter, type Mailer, type Sender } from './mailer.ts'
import { RelayError, type Outcome, type Session } from './relay.ts'

export interface MailerOptions {
  connect: () => Promise<Session>
  dkim: DkimKey | null
  from: Sender
  now: () => Date
  newId: () => string // a word that was never given before
}

/** The mailer of this installation. Opens nothing before the first mail. */
export function openMailer(options: MailerOptions): Mailer {
  const { from, now, newId } = options
  return {
    send: async (mail) => sendLetter(letterOf(mail, from, now(), newId()), options),
  }
}

async function sendLetter(letter: Letter, { connect, dkim, from }: MailerOptions): Promise<void> {
  const message = dkim ? await signMessage(letter.message, dkim) : letter.message
  try {
    const session = await connect()
    const envelope = {
      from: from.address.address,
      to: letter.to,
      id: letter.messageId.split('@')[0]!,
    }
    const outcome = await session.send(envelope, message, () => Promise.resolve(true))
    session.close()
    failUnlessAccepted(outcome)
  } catch (error) {
    if (error instanceof RelayError) throw new MailError(error.message, false, { cause: error })
    throw error
  }
}

function failUnlessAccepted(outcome: Outcome): void {
  if (outcome.state === 'accepted') return
  if (outcome.state === 'refused') throw new MailError(outcome.reply, outcome.code >= 500)
  throw new MailError(outcome.state === 'withdrawn' ? 'withdrawn' : outcome.reason, false)
}
