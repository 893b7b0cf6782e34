import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { letterOf, MailError, type Letter, type Mailer, type Sender } from './mailer.ts'
import type { RelayAddress } from './relay-address.ts'
import { connectRelay, RelayError, type Outcome } from './relay.ts'

export interface MailerOptions {
  relay: RelayAddress | null // null: mails become files in `folder`
  folder: string
  from: Sender
  hostName: string // how we greet the relay
  now: () => Date
  newId: () => string // a word that was never given before
}

/** The mailer of this installation. Opens nothing before the first mail. */
export function openMailer(options: MailerOptions): Mailer {
  const { relay, from, now, newId } = options
  const underway = new Set<Promise<void>>()
  return {
    async send(mail) {
      const letter = letterOf(mail, from, now(), newId())
      const sending = relay
        ? sendLetter(letter, relay, options)
        : writeLetter(letter, options.folder, now())
      underway.add(sending)
      await sending.finally(() => underway.delete(sending))
    },
    async close() {
      await Promise.allSettled(underway)
    },
  }
}

async function sendLetter(
  letter: Letter,
  relay: RelayAddress,
  { from, hostName }: MailerOptions,
): Promise<void> {
  try {
    const session = await connectRelay({ address: relay, name: hostName })
    const envelope = { from: from.address.address, to: letter.to }
    const outcome = await session.send(envelope, letter.bytes, () => Promise.resolve(true))
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

/** One file per mail, named so that they sort by time. Mail programs open them. */
async function writeLetter(
  { messageId, bytes }: Letter,
  folder: string,
  date: Date,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const moment = date.toISOString().replaceAll(/[:.]/g, '-')
  const file = join(folder, `${moment}-${messageId.split('@')[0]!.replaceAll(/[^\w-]/g, '')}.eml`)
  await writeFile(`${file}.part`, bytes)
  await rename(`${file}.part`, file) // a file that ends in .eml is whole
}
