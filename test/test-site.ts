import type { Hono } from 'hono'
import { readChanges } from '../src/catalogue/read-changes.ts'
import type { IdentityProvider } from '../src/accounts/providers/provider.ts'
import type { Mail, Mailer } from '../src/mail/mailer.ts'
import type { Database } from '../src/database/database.ts'
import type { Draft } from '../src/papers/paper.ts'
import { savePapers } from '../src/papers/save.ts'
import { followChanges } from '../src/web/cache/follow-changes.ts'
import { pageCache, type PageCache } from '../src/web/cache/page-cache.ts'
import { openIndex, type LocalSearch } from '../src/search/index/open.ts'
import type { Failure } from '../src/web/pages/server-error.ts'
import { web } from '../src/web/web.ts'
import { KEYS } from './test-digests.ts'
import { documentsOf } from './search-documents.ts'
import { openTestDatabase } from './test-database.ts'

export const TODAY = '2025-04-17'

/** The whole site over a database of its own, at noon of 17 April 2025. */
export interface TestSite {
  app: Hono
  db: Database
  search: LocalSearch
  cache: PageCache
  failures: Failure[] // as they were logged
  held: string[] // papers of votes that were, as they were logged
  mails: Mail[] // as they were sent
  /** Waits for what goes on after answers. */
  settled: () => Promise<void>
  /** Saves these papers and reads them. The index and the cache are told. */
  print(...drafts: Draft[]): Promise<void>
  /** Path of the page → its text. Throws unless the status is 200. */
  read(path: string): Promise<string>
}

export async function testSite({
  open = openTestDatabase, // by default the embedded one
  publicUrl = 'https://papers.example.org',
  voting = { newAccountHours: 0, perNetwork: 0 },
  mailLeaves = true,
  mailWebhookSecret = WEBHOOK_SECRET, // '': none
  providers = [] as IdentityProvider[],
  mailer = null as Pick<Mailer, 'send'> | null, // null: mails are only noted
  apiLimits = { api: 0, search: 0 },
  now = () => NOON,
  timeLimit = Infinity, // of a query, in milliseconds: tests must not depend on how busy the machine is
} = {}): Promise<TestSite> {
  const database = await open()
  const { db } = database
  const search = await openIndex({ folder: null, modelPath: null, threads: 0, timeLimit })
  const cache = pageCache(now)
  await followChanges(database, cache)
  const failures: Failure[] = []
  const mails: Mail[] = []
  const held: string[] = []
  const sendMail = async (mail: Mail) => {
    mails.push(mail)
    await mailer?.send(mail)
  }
  const people = { sendMail, mailLeaves, providers, trustedProxies: 1 }
  let changes = 0
  const log = (failure: Failure) => failures.push(failure)
  const voteHeld = (paperId: string) => void held.push(paperId)
  const pending: Promise<void>[] = []
  const post = {
    mailKeys: KEYS,
    mailWebhookSecret: mailWebhookSecret || null,
    later: (work: Promise<void>) => void pending.push(work),
  }
  const everything = { db, search, publicUrl, now, cache, running: RUNNING, log, voting, voteHeld }
  const app = web({ ...everything, ...people, ...post, apiLimits })
  return {
    app,
    db,
    search,
    cache,
    failures,
    held,
    mails,
    async settled() {
      await Promise.all(pending)
    },
    async print(...drafts) {
      await saveDrafts(db, drafts)
      await readChanges(db, unreadable)
      await search.apply({ upsert: await documentsOf(db), remove: [], number: ++changes })
      cache.drop()
    },
    async read(path) {
      const response = await app.request(path)
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
      return response.text()
    },
  }
}

export const WEBHOOK_SECRET = 'whsec_c2l4dGVlbiBieXRlcyBvZiBhIHNlY3JldA=='

export const RUNNING = {
  version: '1.2.3',
  startedAt: new Date(`${TODAY}T06:00:00Z`),
  engine: 'PGlite',
  behindSince: () => null,
} as const

function unreadable(id: string, error: unknown): never {
  throw new Error(`${id} could not be read`, { cause: error })
}

const NOON = new Date(`${TODAY}T12:00:00Z`)

/** Saves these papers, as one source says. */
export async function saveDrafts(db: Database, drafts: Draft[]): Promise<void> {
  const records = drafts.map((each) => ({
    source: 'test',
    externalId: Object.values(each.ids)[0] ?? each.title,
    raw: JSON.stringify(each),
    draft: each,
  }))
  await savePapers(db, records, (_, raw) => JSON.parse(raw, reviveDate))
}

function reviveDate(key: string, value: unknown): unknown {
  return (key === 'at' || key === 'updated') && typeof value === 'string' ? new Date(value) : value
}

/** A paper that nothing is known of but what the test says. Its number makes it one of its own. */
export function draft(number: number, known: Partial<Draft> = {}): Draft {
  return {
    ids: { arxiv: `2504.${String(number).padStart(5, '0')}` },
    title: `A plain title for paper number ${number}`,
    authors: ['Ada Example'],
    ...known,
  }
}

/** A paper in the list of a day. */
export function posted(day: string, number: number, known: Partial<Draft> = {}): Draft {
  return draft(number, { posting: { day, position: number, votes: 0, comments: 0 }, ...known })
}
