import { once } from 'node:events'
import type { Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { heatRuleOf, votingRuleOf, type Config } from './config.ts'
import type { Database, OpenDatabase } from './database/database.ts'
import { openDatabase } from './database/open.ts'
import { startGistWriter, type GistWriter } from './catalogue/gist/writer.ts'
import { PAPERS_READ } from './catalogue/progress-store.ts'
import { startReader, type Reader } from './catalogue/reader.ts'
import { offerFirstAdmin } from './accounts/first-admin.ts'
import { PAPERS_CHANGED } from './papers/save-store.ts'
import { isUntouched } from './papers/store.ts'
import { startFeed, type Feed } from './search/feed.ts'
import type { LocalSearch } from './search/index/open.ts'
import { forgetOtherVectors } from './search/models/kept-vectors-store.ts'
import { MODEL_TRAINED } from './search/models/trained-store.ts'
import { openSearch, useTrainedModel } from './search/open-search.ts'
import { openPostOffice, type PostOffice } from './post-office.ts'
import type { Search } from './search/search.ts'
import { importFile } from './sources/import.ts'
import type { Running } from './status/status.ts'
import { signInProviders } from './sign-in-providers.ts'
import { version } from './version.ts'
import { followRule } from './trending/follow-rule.ts'
import { followNews } from './library/follow-news.ts'
import { followVotes } from './trending/follow-votes.ts'
import { followChanges, isTrending } from './web/cache/follow-changes.ts'
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

const SAMPLE = new URL('../sample/papers.jsonl', import.meta.url)

/** Opens the database, fills a new one with the sample, and serves. The only place that puts the parts together. */
export async function startService(config: Config, log: Logger): Promise<Service> {
  const startedAt = currentTime()
  const opened = new AsyncDisposableStack() // closed in the opposite order, also when a later part cannot start
  try {
    const database = await openDatabase(config.DATABASE_URL)
    opened.defer(database.close)
    if (config.SAMPLE === 'on') await loadSample(database, log)

    const cache = pageCache(currentTime)
    await followChanges(database, cache)
    const search = await searchWith(database, config, cache, log)
    opened.defer(() => search.close())
    const feed = await followPapers(database, search, cache, log)
    opened.defer(feed.stop)
    const reader = await readPapers(database, feed, cache, log)
    opened.defer(reader.stop)
    const writer = await writeGists(database, config, log)
    if (writer) opened.defer(writer.stop)

    const rule = await followRule(database.db, heatRuleOf(config), {
      done: () => cache.drop(),
      failed: (error) => log.error(error, 'the heat of papers could not be derived again'),
    })
    opened.defer(rule.stop)

    const votes = await followVotes(database, currentTime, {
      changed: (what) => (what === 'heat' ? cache.drop(isTrending) : cache.drop()),
      failed: (error) => log.error(error, 'votes that waited could not be counted'),
    })
    opened.defer(votes.stop)
    await inviteFirstAdmin(database.db, config, log)

    const news = await followNews(database, search, {
      channel: PAPERS_READ,
      now: currentTime,
      failed: (error) => log.error(error, 'followers could not be told what is new'),
    })
    opened.defer(news.stop)

    const { engine } = database
    const running = { version: version(), startedAt, engine, behindSince: feed.behindSince }
    const post = await openPostOffice(database, search, config, log)
    opened.defer(post.close)
    const server = await serve(database.db, search, cache, running, post, config, log)
    opened.defer(() => stop(server))
    post.later(post.start()) // pages do not wait for the queue to be made
    return { port: portOf(server), close: () => opened.disposeAsync() }
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}

/** Searches with the model that the settings ask for, and with one that is trained from now on. */
async function searchWith(
  { db, listen }: OpenDatabase,
  config: Config,
  cache: PageCache,
  log: Logger,
): Promise<LocalSearch> {
  const failed = (error: unknown) => log.error(error, 'search had a mishap and goes on')
  const search = await openSearch(db, config, {
    failed,
    renewed() {
      cache.drop()
      void settle().catch(failed)
    },
  })
  let settledOn: string | null = null
  /** Vectors of other models are worth keeping until this one has seen all papers. */
  async function settle(): Promise<void> {
    const { model, embedding } = await search.status()
    if (model === null || embedding !== null || model === settledOn) return
    settledOn = model
    await forgetOtherVectors(db, model)
  }
  await listen(MODEL_TRAINED, () => void useTrainedModel(db, config, search).catch(failed))
  return search
}

/** The index takes in whatever it missed, beside the pages. */
async function followPapers(
  { db }: OpenDatabase,
  search: LocalSearch,
  cache: PageCache,
  log: Logger,
): Promise<Feed> {
  const { damage } = await search.status()
  for (const what of damage) log.warn(`the search index is built anew: ${what}`)

  const listener = {
    applied: () => cache.drop(), // pages of papers show similar ones
    failed: (error: unknown) => log.error(error, 'the search index could not follow'),
  }
  const feed = startFeed(db, search, listener, currentTime)
  feed.wake()
  return feed
}

/** Papers are read after they are stored, and searched after they are read, so that they are read once. */
async function readPapers(
  { db, listen }: OpenDatabase,
  feed: Feed,
  cache: PageCache,
  log: Logger,
): Promise<Reader> {
  const reader = startReader(db, {
    looked: feed.wake,
    failed: (id, error) =>
      log.error(error, id === null ? 'reading stopped' : `${id} could not be read`),
  })
  await listen(PAPERS_READ, () => {
    cache.drop()
    feed.wake()
  })
  await listen(PAPERS_CHANGED, reader.wake)
  reader.wake()
  return reader
}

const GIST_TIMEOUT_MS = 60_000 // a large model on a small machine takes half of it

/** A model writes gists, if one is set. Null otherwise. */
async function writeGists(
  { db, listen }: OpenDatabase,
  { GIST_URL: url, GIST_MODEL: model, GIST_KEY: key, GIST_PER_MINUTE: perMinute }: Config,
  log: Logger,
): Promise<GistWriter | null> {
  if (url === undefined || model === undefined) return null
  const endpoint = {
    url: url.replace(/\/+$/, ''),
    model,
    key: key ?? null,
    timeoutMs: GIST_TIMEOUT_MS,
  }
  const writer = startGistWriter(db, {
    endpoint,
    perMinute,
    now: currentTime,
    failed: (error) => log.warn(error, 'no gist was written'),
  })
  await listen(PAPERS_READ, writer.wake)
  writer.wake()
  return writer
}

async function stop(server: Server): Promise<void> {
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
    providers: signInProviders(config),
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
