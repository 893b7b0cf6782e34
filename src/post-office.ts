import { randomBytes, randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { OpenDatabase } from './database/database.ts'
import type { Press } from './digests/compose/digest.ts'
import { mailKeys } from './digests/key-store.ts'
import type { MailKeys } from './digests/keys.ts'
import { queueMail } from './digests/outbox-store.ts'
import type { MailRoom } from './mail-room.ts'
import type { Mail } from './mail/mailer.ts'
import { signerOf } from './mailer.ts'
import type { Search } from './search/search.ts'
import { mailLinks } from './web/mail-links.ts'
import { SITE_NAME } from './web/site-name.ts'

/** All that has to do with mail, put together. Pages need the counter alone; the room behind it is loaded when there is work. */
export interface PostOffice {
  keys: MailKeys
  send: (mail: Mail) => Promise<void>
  later: (work: Promise<void>) => void
  /** Sends what is ready now. Returns how many digests the relay took. */
  drain: () => Promise<number>
  /** Begins to plan and to send. Pages are served without. */
  start: () => Promise<void>
  close: () => Promise<void>
}

/** Throws DkimError. */
export async function openPostOffice(
  database: OpenDatabase,
  search: Search,
  config: Config,
  log: Logger,
  now = currentTime,
): Promise<PostOffice> {
  const { db } = database
  const fresh = {
    id: randomBytes(4).toString('hex'),
    secret: randomBytes(32).toString('base64url'),
  }
  const keys = await mailKeys(db, fresh, now())
  const dkim = signerOf(config)
  const pending = new Set<Promise<void>>()
  let opening: Promise<MailRoom> | null = null
  let starting = Promise.resolve()
  let isClosing = false

  function room(): Promise<MailRoom> {
    opening ??= import('./mail-room.ts').then(({ openMailRoom }) =>
      openMailRoom({
        database,
        search,
        config,
        log,
        now,
        keys,
        dkim,
        press: pressOf(config, keys),
        look,
      }),
    )
    return opening
  }

  /** At most one at a time of each; what comes up meanwhile is found by the next look. */
  function look(): void {
    if (!isClosing) later(room().then((open) => open.sendReady()))
  }

  function later(work: Promise<void>): void {
    const safe = work.catch((error: unknown) => log.error(error, 'mail could not be dealt with'))
    const done = safe.finally(() => pending.delete(done))
    pending.add(done)
  }

  return {
    keys,
    later: (work) => later(work.then(look)),
    async send(mail) {
      await queueMail(db, randomUUID(), mail, now())
      look()
    },
    drain: async () => (await room()).drain(),
    start: () => (starting = isClosing ? Promise.resolve() : room().then((open) => open.start())),
    async close() {
      isClosing = true
      await starting.catch(() => {}) // what is half begun cannot be stopped
      await (await opening)?.close()
      await Promise.all(pending)
    },
  }
}

export function pressOf(config: Config, keys: MailKeys): Press {
  return {
    siteName: SITE_NAME,
    sender: config.sender,
    bounceDomain: config.BOUNCE_DOMAIN ?? null,
    keys,
    links: mailLinks(config.PUBLIC_URL),
  }
}

function currentTime(): Date {
  return new Date()
}
