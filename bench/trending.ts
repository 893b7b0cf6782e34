import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Hono } from 'hono'
import { sql } from 'kysely'
import { formTokenOf } from '../src/accounts/secret.ts'
import { startSession } from '../src/accounts/session-store.ts'
import type { Database } from '../src/database/database.ts'
import { openPostgres } from '../src/database/postgres.ts'
import { deriveHeat } from '../src/trending/rule-store.ts'
import { paths } from '../src/web/paths.ts'
import { run } from './child.ts'
import { startPostgres } from './postgres.ts'
import { benchSite, type BenchSite } from './site.ts'
import { printTable, type Measured } from './table.ts'

const CORPUS = '../shared/data/papers-300k.jsonl.zst'
const VOTERS = 20_000
const VOTES_EACH = 50 // together a million
const RECENT = 20_000 // papers that get them: the last weeks
const CROWD = 1_000
const WARM_UP = 200 // until both engines have compiled and cached what they will
const TIMES = 300

/** `npm run bench trending`: 300,000 papers with a million votes on PostgreSQL, as pages and voters meet them. */
export async function benchTrending(): Promise<void> {
  if (!existsSync(CORPUS)) return console.log(`trending: skipped, there is no ${CORPUS}`)
  const server = await startPostgres()
  try {
    await run(['import', CORPUS, '--json'], { DATABASE_URL: server.url })
    const { db, close } = openPostgres(server.url)
    const now = await announceLately(db)
    await addVotes(db, now)
    const site = await benchSite(db, 'PostgreSQL', () => now)
    const voters = await signInCrowd(db, now)
    printTable('Trending', [...(await pages(site, voters[0]!)), ...(await votes(site, voters))])
    await close()
  } finally {
    await server.stop()
  }
}

/**
 * Papers of the corpus have few days. The last 20,000 are spread over four weeks, as arXiv announces them, so that
 * the week that tells what is usual in a topic is as full as a real one. Returns a noon on which the last are a day old.
 */
async function announceLately(db: Database): Promise<Date> {
  await sql`
    with latest as (
      select id, row_number() over (order by published_at desc nulls last, id) as place from papers
      order by published_at desc nulls last, id limit ${RECENT}
    )
    update papers set day = date '2025-04-16' - (place * 28 / ${RECENT})::integer from latest where papers.id = latest.id
  `.execute(db)
  await sql`
    insert into readings (paper_id, version, digest, kind, gist, artifacts)
    select id, 0, '', 'method', left(opening, 200), '[{"url":"https://example.org/code","kind":"code","span":[0,1]}]' from papers
  `.execute(db)
  return new Date('2025-04-17T12:00:00Z')
}

/** A million votes, more for some papers than for others, each at its own hour; what follows from them is derived by the service's own code. */
async function addVotes(db: Database, now: Date): Promise<void> {
  await sql`
    insert into people (id, handle, handle_shape, created_at)
    select 'voter-' || n, 'voter-' || n, 'voter-' || n, ${now}::timestamptz - interval '1 year' from generate_series(1, ${VOTERS}::integer) n
  `.execute(db)
  await sql`
    with lately as (select id, day, row_number() over (order by day desc, id) - 1 as place from papers order by day desc nulls last, id limit ${RECENT})
    insert into votes (person_id, paper_id, given_at, state)
    select 'voter-' || person, id, day::timestamptz + ((person * 7 + turn * 13) % 40) * interval '1 hour', 'counted'
    from generate_series(1, ${VOTERS}::integer) person cross join generate_series(0, ${VOTES_EACH - 1}::integer) turn
    join lately on place = (person::bigint * 31 + turn * turn * 8) % ${RECENT}
    on conflict do nothing
  `.execute(db)
  await sql`
    insert into attention (paper_id, kind, hour, amount)
    select paper_id, 'vote', date_trunc('hour', given_at), count(*) from votes group by 1, 2, 3
  `.execute(db)
  await sql`
    update papers set votes = counted from (select paper_id, count(*) as counted from votes group by 1) given
    where paper_id = papers.id
  `.execute(db)
  await sql`update heat_rule set derived_to = ''`.execute(db)
  while (await deriveHeat(db));
  await sql`vacuum analyze`.execute(db)
}

interface Voter {
  cookie: string
  form: string
}

/** A thousand of the voters, each with a browser. */
async function signInCrowd(db: Database, now: Date): Promise<Voter[]> {
  const voters: Voter[] = []
  for (let n = 1; n <= CROWD; n++) {
    const secret = `secret-of-${n}`
    await startSession(db, { personId: `voter-${n}`, secret, device: 'Firefox' }, now)
    voters.push({ cookie: `session=${secret}`, form: formTokenOf(secret) })
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

async function vote(app: Hono, { cookie, form }: Voter, id: string): Promise<void> {
  const headers = { cookie, 'sec-fetch-site': 'same-origin', accept: 'application/json' }
  const body = new URLSearchParams({ form, vote: 'yes' })
  const response = await app.request(paths.vote(id), { method: 'POST', headers, body })
  if (response.status !== 200) throw new Error(`a vote answered ${response.status}`)
}

/** What it takes this process and the server, in milliseconds of processor time: other work on the machine does not count. */
async function cost(
  site: BenchSite,
  what: string,
  once: () => Promise<void>,
  target: string,
): Promise<Measured[]> {
  const server = await postmaster(site.db)
  for (let n = 0; n < WARM_UP; n++) await once()
  const [ours, theirs] = [process.cpuUsage(), serverCpuMs(server)]
  for (let n = 0; n < TIMES; n++) await once()
  const { user, system } = process.cpuUsage(ours)
  const node = (user + system) / 1000 / TIMES
  const database = (serverCpuMs(server) - theirs) / TIMES
  return [
    { what, value: node + database, unit: 'ms CPU', target },
    { what: '  of it the database', value: database, unit: 'ms CPU', target },
  ]
}

async function postmaster(db: Database): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  return statOf(rows[0]!.pid)!.parent
}

const TICK_MS = 10 // of /proc, on every Linux that we know

/** What a server and everything that it started took so far. */
function serverCpuMs(postmaster: number): number {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const living = processes.flatMap((name) => {
    const stat = statOf(Number(name))
    return stat?.parent === postmaster ? stat.own : []
  })
  const { own, ended } = statOf(postmaster)!
  return living.reduce((sum, each) => sum + each, own + ended) * TICK_MS
}

/** Null when the process has ended meanwhile. Fields as in proc(5). */
function statOf(pid: number): { parent: number; own: number; ended: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number)
    return { parent: fields[1]!, own: fields[11]! + fields[12]!, ended: fields[13]! + fields[14]! }
  } catch {
    return null
  }
}
