import { randomUUID } from 'node:crypto'
import type { Config } from './config.ts'
import type { Mailer } from './mail/mailer.ts'
import { openMailer } from './mail/open-mailer.ts'

/** The mailer that the settings ask for. */
export function mailerOf(config: Config): Mailer {
  return openMailer({
    relay: config.relay,
    folder: config.OUTBOX_FOLDER,
    from: config.sender,
    hostName: new URL(config.PUBLIC_URL).hostname,
    now: () => new Date(),
    newId: randomUUID,
  })
}
