import { existsSync } from 'node:fs'
import type { Hono } from 'hono'
import { sql } from 'kysely'
import { formTokenOf } from '../src/accounts/secret.ts'
import { startSession } from '../src/accounts/session-store.ts'
import type { Database } from '../src/database/database.ts'
import { openPostgres } from '../src/database/postgres.ts'
import { paths } from '../src/web/paths.ts'
import { cpuTime } from './cpu.ts'
import { startPostgres } from './postgres.ts'
import { benchSite, type BenchSite } from './site.ts'
import { printTable, type Measured } from './table.ts'
import { CORPUS, fillWithVotes } from './trending-fill.ts'

const CROWD = 1_000
const WARM_UP = 1_500 // until both engines have compiled and cached what they will: a fifth of it leaves Node a quarter slower
const TIMES = 300

/**
 * `npm run bench trending`: 300,000 papers with a million votes on PostgreSQL, as pages and voters meet them. With
 * `PAPERS=1000000` they are repeated under other ids until there are so many.
 */
export async function benchTrending(): Promise<void> {
  if (!existsSync(CORPUS)) return console.log(`trending: skipped, there is no ${CORPUS}`)
  const server = await startPostgres()
  try {
    const { db, close } = openPostgres(server.url)
    const now = await fillWithVotes(db, server.url, Number(process.env['PAPERS']) || null)
    printTable('Trending', await measureTrending(db, now))
    await close()
  } finally {
    await server.stop()
  }
}

/** On a database that `fillWithVotes` filled, in which nobody has a session yet. */
export async function measureTrending(db: Database, now: Date): Promise<Measured[]> {
  const site = await benchSite(db, 'PostgreSQL', () => now)
  const voters = await signInCrowd(db, now)
  return [...(await pages(site, voters[0]!)), ...(await votes(site, voters))]
}

interface Voter {
  cookie: string
  form: string
  network: string
}

/** A thousand of the voters, each with a browser. */
async function signInCrowd(db: Database, now: Date): Promise<Voter[]> {
  const voters: Voter[] = []
  for (let n = 1; n <= CROWD; n++) {
    const secret = `secret-of-${n}`
    await startSession(db, { personId: `voter-${n}`, secret, device: 'Firefox' }, now)
    const network = `198.51.${n >> 8}.${n & 255}`
    voters.push({ cookie: `session=${secret}`, form: formTokenOf(secret), network })
  }
  return voters
}

async function pages(site: BenchSite, reader: Voter): Promise<Measured[]> {
  const ask = async (path: string, headers = {}) => {
    site.cache.drop()
    const response = await site.app.request(path, {
      headers: { 'accept-encoding': 'br', ...headers },
    })
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
    await response.arrayBuffer()
  }
  const rows: [string, () => Promise<void>][] = [
    ['Trending made anew', () => ask(paths.trending())],
    ['the same for somebody signed in', () => ask(paths.trending(), { cookie: reader.cookie })],
    ['Trending in a topic made anew', () => ask(paths.trendingIn('cs.CL'))],
    ['Trending across topics made anew', () => ask(paths.trendingAcross())],
  ]
  const measured: Measured[] = []
  for (const [what, once] of rows) measured.push(...(await cost(site, what, once, '≤ 10')))
  return measured
}

async function votes(site: BenchSite, voters: Voter[]): Promise<Measured[]> {
  const ids = await hottest(site.db, WARM_UP + TIMES + 1)
  let turn = 0
  const measured = await cost(
    site,
    'a vote, from the form to the answer',
    () => vote(site.app, voters[0]!, ids[turn++]!),
    '≤ 5',
  )

  const [popular] = ids.slice(-1)
  await sql`delete from votes where paper_id = ${popular}`.execute(site.db)
  await sql`update papers set votes = 0 where id = ${popular}`.execute(site.db)
  await Promise.all(voters.map((voter) => vote(site.app, voter, popular!)))
  const { rows } = await sql<{
    votes: number
  }>`select votes from papers where id = ${popular}`.execute(site.db)
  const crowd = {
    what: `votes of ${CROWD} people who vote at once`,
    value: rows[0]!.votes,
    unit: 'votes',
  }
  return [...measured, { ...crowd, target: `= ${CROWD}` }]
}

async function hottest(db: Database, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from papers p where heat is not null
      and not exists (select from votes where person_id = 'voter-1' and paper_id = p.id)
    order by heat desc, id desc limit ${count}
  `.execute(db)
  return rows.map(({ id }) => id)
}

async function vote(app: Hono, { cookie, form, network }: Voter, id: string): Promise<void> {
  const headers = {
    cookie,
    'sec-fetch-site': 'same-origin',
    accept: 'application/json',
    'x-forwarded-for': network,
  }
  const body = new URLSearchParams({ form, vote: 'yes' })
  const response = await app.request(paths.vote(id), { method: 'POST', headers, body })
  if (response.status !== 200) throw new Error(`a vote answered ${response.status}`)
}

async function cost(
  site: BenchSite,
  what: string,
  once: () => Promise<void>,
  target: string,
): Promise<Measured[]> {
  const { node, database } = await cpuTime(site.db, { warmUp: WARM_UP, times: TIMES }, once)
  return [
    { what, value: node + database, unit: 'ms CPU', target },
    { what: '  of it the database', value: database, unit: 'ms CPU', target },
  ]
}
