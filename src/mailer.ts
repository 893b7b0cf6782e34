import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Config } from './config.ts'
import { connector } from './mail/connect.ts'
import { dkimKey, type DkimKey } from './mail/dkim.ts'
import type { Mailer } from './mail/mailer.ts'
import { openMailer } from './mail/open-mailer.ts'
import type { Session } from './mail/relay.ts'

/** The mailer that the settings ask for. Throws DkimError. */
export function mailerOf(config: Config, now = currentTime): Mailer {
  return openMailer({
    connect: connectorOf(config, now),
    dkim: signerOf(config),
    from: config.sender,
    now,
    newId: randomUUID,
  })
}

/** What opens sessions with the relay. */
export function connectorOf(config: Config, now = currentTime): () => Promise<Session> {
  return connector({
    relay: config.relay,
    folder: config.OUTBOX_FOLDER,
    hostName: new URL(config.PUBLIC_URL).hostname,
    now,
  })
}

/** Throws DkimError when mail is to be signed and cannot be: then nothing starts. */
export function signerOf({ DKIM_KEY_FILE, DKIM_SELECTOR, sender }: Config): DkimKey | null {
  if (DKIM_KEY_FILE === undefined) return null
  return dkimKey(readFileSync(DKIM_KEY_FILE, 'utf8'), sender.address.domain, DKIM_SELECTOR)
}

function currentTime(): Date {
  return new Date()
}
