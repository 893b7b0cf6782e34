import type { Hono } from 'hono'
import type { Database, OpenDatabase } from '../src/database/database.ts'
import { openIndex } from '../src/search/index/open.ts'
import { pageCache, type PageCache } from '../src/web/cache/page-cache.ts'
import { web } from '../src/web/web.ts'
import { KEYS } from '../test/test-digests.ts'

/** The site over a database, without limits, mail and search results. */
export interface BenchSite {
  app: Hono
  cache: PageCache
  db: Database
}

export async function benchSite(
  db: Database,
  engine: OpenDatabase['engine'],
  now: () => Date,
): Promise<BenchSite> {
  const cache = pageCache(now)
  const search = await openIndex({ folder: null, modelPath: null, threads: 0 })
  const app = web({
    db,
    search,
    cache,
    now,
    publicUrl: 'http://localhost:8080',
    running: { version: '0', startedAt: now(), engine, behindSince: () => null },
    log: console.error,
    sendMail: async () => {},
    mailLeaves: false,
    providers: [],
    trustedProxies: 1,
    voting: { newAccountHours: 24, perNetwork: 20 }, // as by default
    voteHeld: () => {},
    mailKeys: KEYS,
    mailWebhookSecret: null,
    later: () => {},
    apiLimits: { api: 0, search: 0 },
  })
  return { app, cache, db }
}
