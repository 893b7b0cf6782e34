import type { OpenDatabase } from '../database/database.ts'
import type { Search } from '../search/search.ts'
import { followedSearches } from './follow-store.ts'
import { spreadNews, tellFollowers } from './news-store.ts'

const LOOK_EVERY_MS = 300_000 // what is missed when nothing wakes it: searches, and papers read while it was busy
const SEARCHES_AT_ONCE = 50
const HITS = 50 // the newest of a search: more in five minutes are no news to anybody

/** Tells followers what is new, when papers have been read and every five minutes. */
export async function followNews(
  { db, listen }: OpenDatabase,
  search: Search,
  { channel, now, failed }: { channel: string; now: () => Date; failed: (error: unknown) => void },
): Promise<{ stop: () => Promise<void> }> {
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  let waiting = false

  async function spread(): Promise<void> {
    waiting = false
    while (!stopping.signal.aborted && (await spreadNews(db, now())));
  }
  const wake = () => {
    if (waiting) return
    waiting = true
    running = running.then(spread).catch(failed)
  }
  const ask = () => {
    running = running.then(() => askSearches(db, search, now, stopping.signal)).catch(failed)
  }
  await listen(channel, wake)
  wake()
  const looking = setInterval(() => {
    wake()
    ask()
  }, LOOK_EVERY_MS).unref()
  return {
    async stop() {
      stopping.abort()
      clearInterval(looking)
      await running
    },
  }
}

/** Asks every followed search for its newest papers, once for all who follow it. */
export async function askSearches(
  db: OpenDatabase['db'],
  search: Search,
  now: () => Date,
  signal: AbortSignal,
): Promise<void> {
  let after = ''
  for (;;) {
    const queries = await followedSearches(db, after, SEARCHES_AT_ONCE)
    for (const query of queries) {
      if (signal.aborted) return
      const { hits } = await search.search(query, { limit: HITS, sort: 'newest', texts: false })
      const ids = hits.map(({ id }) => id)
      await tellFollowers(db, { kind: 'search', subject: query }, ids, now())
    }
    if (queries.length < SEARCHES_AT_ONCE) return
    after = queries.at(-1)!
  }
}
