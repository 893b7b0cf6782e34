import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { OpenDatabase } from './database/database.ts'
import { emptyFolder } from './digests/bounces/folder.ts'
import { listenForBounces } from './digests/bounces/listener.ts'
import type { Intake } from './digests/bounces/take-in.ts'
import type { Press } from './digests/compose/digest.ts'
import type { MailKeys } from './digests/keys.ts'
import { sendQueued } from './digests/send-queued.ts'
import { openSender, type Sender, type SenderEvent } from './digests/send/sender.ts'
import { runJobs, type Jobs } from './jobs/run-jobs.ts'
import type { DkimKey } from './mail/dkim.ts'
import { connectorOf, mailerOf } from './mailer.ts'
import type { Search } from './search/search.ts'

/** Where mail is planned, sent and taken back in. */
export interface MailRoom {
  /** Sends what is ready: single mails, then digests. */
  sendReady: () => Promise<void>
  /** Digests alone. Returns how many the relay took. */
  drain: () => Promise<number>
  /** From now on: the timetable, mail that comes back, and a look now and then. */
  start: () => Promise<void>
  close: () => Promise<void>
}

export interface Furniture {
  database: OpenDatabase
  search: Search
  config: Config
  log: Logger
  now: () => Date
  keys: MailKeys
  dkim: DkimKey | null
  press: Press
  look: () => void
}

const LOOK_EVERY_MS = 30_000 // for mail that other processes planned or queued

export function openMailRoom(furniture: Furniture): MailRoom {
  const { database, search, config, log, now, keys, look } = furniture
  const { db } = database
  const sender = senderOf(furniture)
  const mailer = mailerOf(config, now)
  let jobs: Jobs | null = null
  let bounces: { close: () => Promise<void> } | null = null
  let looking: NodeJS.Timeout | undefined

  return {
    async sendReady() {
      await Promise.all([sendQueued(db, mailer, now), sender.drain()])
    },
    drain: () => sender.drain(),
    async start() {
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
    },
    async close() {
      clearInterval(looking)
      await Promise.all([jobs?.stop(), sender.close(), bounces?.close()])
    },
  }
}

function senderOf({ database: { db }, config, log, now, dkim, press }: Furniture): Sender {
  return openSender({
    db,
    press,
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
