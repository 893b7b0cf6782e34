import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { votingRuleOf, type Config } from './config.ts'
import type { Database, OpenDatabase } from './database/database.ts'
import { openDatabase } from './database/open.ts'
import { offerFirstAdmin } from './accounts/first-admin.ts'
import { isUntouched } from './papers/store.ts'
import type { Feed } from './search/feed.ts'
import type { LocalSearch } from './search/index/open.ts'
import { onceOpen } from './search/once-open.ts'
import { openPostOffice, type PostOffice } from './post-office.ts'
import type { Search } from './search/search.ts'
import type { Running } from './status/status.ts'
import { signInProviders } from './sign-in-providers.ts'
import { version } from './version.ts'
import { followChanges } from './web/cache/follow-changes.ts'
import { pageCache, type PageCache } from './web/cache/page-cache.ts'
import { paths } from './web/paths.ts'
import { createWebServer } from './web/server.ts'
import { newSecret } from './web/visit/secret.ts'
import { web } from './web/web.ts'

export interface Service {
  port: number
  /** Answers what was asked already, then stops. */
  close(): Promise<void>
}

const STOP_WITHIN_MS = 5_000 // slow clients must not keep the database open until somebody kills us

const FIRST_PAGES_MS = 100 // whoever waited for the start asks within it, and is answered before anything else is opened
const FIRST_PAGES_MOST_MS = 2_000 // by then search matters more than pages that never end

const SAMPLE = new URL('../sample/papers.jsonl', import.meta.url)

/**
 * Opens the database, fills a new one with the sample, serves, and opens the rest beside the first pages, which can do
 * without. The only place that puts the parts together.
 */
export async function startService(config: Config, log: Logger): Promise<Service> {
  const startedAt = currentTime()
  const opened = new AsyncDisposableStack() // closed in the opposite order, also when a later part cannot start
  const opening = Promise.withResolvers<LocalSearch>()
  const wanted = Promise.withResolvers<void>()
  opening.promise.catch(() => {}) // it may fail before anybody waits for it
  try {
    const database = await openDatabase(config.DATABASE_URL)
    opened.defer(database.close)
    if (config.SAMPLE === 'on') await loadSample(database, log)

    const cache = pageCache(currentTime)
    await followChanges(database, cache)
    let feed: Feed | null = null
    const running = {
      version: version(),
      startedAt,
      engine: database.engine,
      behindSince: () => (feed ? feed.behindSince() : startedAt),
    }
    const search = onceOpen(opening.promise, wanted.resolve)
    const post = await openPostOffice(database, search, config, log)
    opened.defer(post.close)
    const server = await serve(database.db, search, cache, running, post, config, log)
    opened.defer(() => stop(server))
    await Promise.race([firstPages(server), wanted.promise])

    const { openSearchOf, followPapers, followOthers } = await import('./beside-pages.ts')
    const parts = { database, cache, config, log, now: currentTime }
    const index = await openSearchOf(parts)
    opened.defer(() => index.close())
    opening.resolve(index)
    await turn() // whoever asks meanwhile is answered between the parts
    feed = await followPapers(parts, index)
    opened.defer(feed.stop)
    await followOthers(parts, index, feed, opened)
    await inviteFirstAdmin(database.db, config, log)
    await turn()
    post.later(post.start())
    return {
      port: portOf(server),
      async close() {
        await stop(server)
        await opened.disposeAsync()
      },
    }
  } catch (error) {
    opening.reject(error)
    await opened.disposeAsync()
    throw error
  }
}

/** Until nobody waits for an answer who asked at once. */
async function firstPages(server: Server): Promise<void> {
  const waiting = new Set<ServerResponse>()
  const count = (_: IncomingMessage, answer: ServerResponse) => {
    waiting.add(answer)
    answer.once('close', () => waiting.delete(answer))
  }
  server.on('request', count)
  await wait(FIRST_PAGES_MS)
  for (let ms = FIRST_PAGES_MS; waiting.size > 0 && ms < FIRST_PAGES_MOST_MS; ms += LOOK_MS)
    await wait(LOOK_MS)
  server.off('request', count)
}

const LOOK_MS = 10

async function stop(server: Server): Promise<void> {
  if (!server.listening) return
  const impatience = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS)
  await new Promise((resolve) => server.close(resolve))
  clearTimeout(impatience)
}

async function serve(
  db: Database,
  search: Search,
  cache: PageCache,
  running: Running,
  post: PostOffice,
  config: Config,
  log: Logger,
): Promise<Server> {
  const app = web({
    db,
    search,
    publicUrl: config.PUBLIC_URL,
    now: currentTime,
    cache,
    running,
    voting: votingRuleOf(config),
    voteHeld: (paper) =>
      log.warn({ paper }, 'a vote is held for a moderator: one network gives many'),
    apiLimits: { api: config.API_LIMIT, search: config.API_SEARCH_LIMIT },
    log: (failure) => log.error(failure, 'a page failed'),
    async sendMail(mail) {
      await post.send(mail)
      if (!config.relay) log.info(`no SMTP_URL, so this mail was sent to nobody:\n${mail.text}`)
    },
    mailLeaves: config.relay !== null,
    providers: await signInProviders(config),
    trustedProxies: config.TRUSTED_PROXIES,
    mailKeys: post.keys,
    mailWebhookSecret: config.MAIL_WEBHOOK_SECRET ?? null,
    later: post.later,
  })
  const server = createWebServer(app, cache)
  server.listen(config.PORT, config.HOST)
  await once(server, 'listening')
  return server
}

/** Whoever can read the log becomes the first admin. */
async function inviteFirstAdmin(db: Database, config: Config, log: Logger): Promise<void> {
  const secret = newSecret()
  if (!(await offerFirstAdmin(db, secret, currentTime()))) return
  log.info(
    `nobody is admin yet; who opens this first becomes it: ${config.PUBLIC_URL}${paths.loginLink(secret)}`,
  )
}

async function loadSample({ db }: OpenDatabase, log: Logger): Promise<void> {
  if (!(await isUntouched(db))) return
  const { importFile } = await import('./sources/import.ts')
  const result = await importFile(db, fileURLToPath(SAMPLE), {})
  log.info({ papers: result.added }, 'loaded the bundled sample; SAMPLE=off starts without it')
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function currentTime(): Date {
  return new Date()
}
