import type { Logger } from 'pino'
import { heatRuleOf, type Config } from './config.ts'
import type { OpenDatabase } from './database/database.ts'
import { startGistWriter, type GistWriter } from './catalogue/gist/writer.ts'
import { PAPERS_READ } from './catalogue/progress-store.ts'
import { startReader, type Reader } from './catalogue/reader.ts'
import { followNews } from './library/follow-news.ts'
import { PAPERS_CHANGED } from './papers/save-store.ts'
import { startFeed, type Feed } from './search/feed.ts'
import type { LocalSearch } from './search/index/open.ts'
import { forgetOtherVectors } from './search/models/kept-vectors-store.ts'
import { MODEL_TRAINED } from './search/models/trained-store.ts'
import { openSearch, useTrainedModel } from './search/open-search.ts'
import type { Search } from './search/search.ts'
import { followRule } from './trending/follow-rule.ts'
import { followVotes } from './trending/follow-votes.ts'
import { isTrending } from './web/cache/follow-changes.ts'
import type { PageCache } from './web/cache/page-cache.ts'

// What goes on beside the pages, and is loaded and opened after the first of them: search, reading, following.

export interface Parts {
  database: OpenDatabase
  cache: PageCache
  config: Config
  log: Logger
  now: () => Date
}

/** Searches with the model that the settings ask for, and with one that is trained from now on. */
export async function openSearchOf({
  database: { db, listen },
  cache,
  config,
  log,
}: Parts): Promise<LocalSearch> {
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
export async function followPapers(
  { database: { db }, cache, log, now }: Parts,
  search: LocalSearch,
): Promise<Feed> {
  const { damage } = await search.status()
  for (const what of damage) log.warn(`the search index is built anew: ${what}`)

  const listener = {
    applied: () => cache.drop(), // pages of papers show similar ones
    failed: (error: unknown) => log.error(error, 'the search index could not follow'),
  }
  const feed = startFeed(db, search, listener, now)
  feed.wake()
  return feed
}

/** Papers are read after they are stored, and searched after they are read, so that they are read once. */
async function readPapers(
  { database: { db, listen }, cache, log }: Parts,
  feed: Feed,
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
async function writeGists({
  database: { db, listen },
  config: { GIST_URL: url, GIST_MODEL: model, GIST_KEY: key, GIST_PER_MINUTE: perMinute },
  log,
  now,
}: Parts): Promise<GistWriter | null> {
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
    now,
    failed: (error) => log.warn(error, 'no gist was written'),
  })
  await listen(PAPERS_READ, writer.wake)
  writer.wake()
  return writer
}

/** Whatever goes on while pages are served: reading papers, and noticing what else was changed. */
export async function followOthers(
  parts: Parts,
  search: Search,
  feed: Feed,
  opened: AsyncDisposableStack,
): Promise<void> {
  const { database, cache, config, log, now } = parts
  const reader = await readPapers(parts, feed)
  opened.defer(reader.stop)
  const writer = await writeGists(parts)
  if (writer) opened.defer(writer.stop)

  const rule = await followRule(database.db, heatRuleOf(config), {
    done: () => cache.drop(),
    failed: (error) => log.error(error, 'the heat of papers could not be derived again'),
  })
  opened.defer(rule.stop)

  const votes = await followVotes(database, now, {
    changed: (what) => (what === 'heat' ? cache.drop(isTrending) : cache.drop()),
    failed: (error) => log.error(error, 'votes that waited could not be counted'),
  })
  opened.defer(votes.stop)

  const news = await followNews(database, search, {
    channel: PAPERS_READ,
    now,
    failed: (error) => log.error(error, 'followers could not be told what is new'),
  })
  opened.defer(news.stop)
}
