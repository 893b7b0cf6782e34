import { randomBytes, randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { OpenDatabase } from './database/database.ts'
import type { Press } from './digests/compose/digest.ts'
import { mailKeys } from './digests/key-store.ts'
import type { MailKeys } from './digests/keys.ts'
import { emptyFolder } from './digests/bounces/folder.ts'
import { listenForBounces } from './digests/bounces/listener.ts'
import type { Intake } from './digests/bounces/take-in.ts'
import { queueMail } from './digests/outbox-store.ts'
import { sendQueued } from './digests/send-queued.ts'
import { openSender, type Sender, type SenderEvent } from './digests/send/sender.ts'
import { runJobs, type Jobs } from './jobs/run-jobs.ts'
import type { Mail } from './mail/mailer.ts'
import { connectorOf, mailerOf, signerOf } from './mailer.ts'
import type { Search } from './search/search.ts'
import { mailLinks } from './web/mail-links.ts'
import { SITE_NAME } from './web/site-name.ts'

/** All that has to do with mail, put together. */
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

const LOOK_EVERY_MS = 30_000 // for mail that other processes planned or queued

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
  const { sender, mailer } = counters(database, config, keys, log, now)
  const pending = new Set<Promise<void>>()
  let jobs: Jobs | null = null
  let bounces: { close: () => Promise<void> } | null = null
  let looking: NodeJS.Timeout | undefined
  let starting = Promise.resolve()
  let isClosing = false

  /** At most one at a time of each; what comes up meanwhile is found by the next look. */
  function look(): void {
    if (isClosing) return
    const work = Promise.all([sendQueued(db, mailer, now), sender.drain()])
    later(work.then(() => {}))
  }

  function later(work: Promise<void>): void {
    const safe = work.catch((error: unknown) => log.error(error, 'mail could not be dealt with'))
    const done = safe.finally(() => pending.delete(done))
    pending.add(done)
  }

  async function begin(): Promise<void> {
    if (config.BOUNCE_DOMAIN !== undefined)
      bounces = await takeBounces({ db, keys, now }, config, log)
    const workshop = {
      db,
      search,
      uncertainRule: config.DIGEST_UNCERTAIN,
      now,
      mailIsPlanned: look,
    }
    jobs = await runJobs(database, workshop, (error, job) =>
      log.error(error, `job failed: ${job ?? 'queue'}`),
    )
    looking = setInterval(look, LOOK_EVERY_MS)
    look()
  }

  return {
    keys,
    later: (work) => later(work.then(look)),
    async send(mail) {
      await queueMail(db, randomUUID(), mail, now())
      look()
    },
    drain: () => sender.drain(),
    start: () => (starting = isClosing ? Promise.resolve() : begin()),
    async close() {
      isClosing = true
      await starting.catch(() => {}) // what is half begun cannot be stopped
      clearInterval(looking)
      await Promise.all([jobs?.stop(), sender.close(), bounces?.close()])
      await Promise.all(pending)
    },
  }
}

/** What sends digests and single mails. */
function counters(
  { db }: OpenDatabase,
  config: Config,
  keys: MailKeys,
  log: Logger,
  now: () => Date,
) {
  const dkim = signerOf(config)
  const sender: Sender = openSender({
    db,
    press: pressOf(config, keys),
    connect: connectorOf(config, now),
    dkim,
    worker: randomBytes(6).toString('hex'),
    connections: config.relay ? config.DIGEST_CONNECTIONS : 1,
    rate: config.DIGEST_RATE,
    most: config.DIGEST_PER_DAY,
    warmsUp: config.DIGEST_WARM_UP === 'on',
    now,
    chance: Math.random,
    report: (event) => reportTo(log, event),
  })
  return { sender, mailer: mailerOf(config, now) }
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

/** Mail that comes back: to a port of ours, into a folder, or neither. */
async function takeBounces(
  intake: Intake,
  { BOUNCE_DOMAIN, BOUNCE_PORT, BOUNCE_FOLDER, HOST }: Config,
  log: Logger,
): Promise<{ close: () => Promise<void> }> {
  const heard = (news: unknown) =>
    news instanceof Error
      ? log.error(news, 'mail that came back could not be taken in')
      : log.debug({ news }, 'mail came back')
  const at = { host: HOST, port: BOUNCE_PORT ?? 0, domain: BOUNCE_DOMAIN! }
  const listener = BOUNCE_PORT === undefined ? null : await listenForBounces(intake, at, heard)
  const looking =
    BOUNCE_FOLDER === undefined
      ? undefined
      : setInterval(
          () => void emptyFolder(intake, BOUNCE_FOLDER).then((all) => all.forEach(heard), heard),
          FOLDER_EVERY_MS,
        )
  return {
    async close() {
      clearInterval(looking)
      await listener?.close()
    },
  }
}

const FOLDER_EVERY_MS = 60_000

function reportTo(log: Logger, event: SenderEvent): void {
  if (event.what === 'stopped') log.error({ key: event.key }, `mail stands still: ${event.reason}`)
  else log.warn(event.error, 'the mail relay could not be used')
}

function currentTime(): Date {
  return new Date()
}
