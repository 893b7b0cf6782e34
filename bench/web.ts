import { once } from 'node:events'
import { fork } from 'node:child_process'
import { PGlite } from '@electric-sql/pglite'
import type { Database } from '../src/database/database.ts'
import { migrate } from '../src/database/migrate.ts'
import { lineTo } from '../src/database/pglite-line.ts'
import { openedPGlite, PGLITE_OPTIONS } from '../src/database/pglite.ts'
import { openPostgres } from '../src/database/postgres.ts'
import type { Draft } from '../src/papers/paper.ts'
import { savePapers } from '../src/papers/save.ts'
import { paths } from '../src/web/paths.ts'
import { createWebServer } from '../src/web/server.ts'
import { freePort } from '../test/free-port.ts'
import { startPostgres } from './postgres.ts'
import { benchSite, type BenchSite } from './site.ts'
import { printTable } from './table.ts'

const DAY = '2025-04-17'
const PAPERS = 120
const WARM_UP = 1_500 // until the engine has compiled what it will: 500 leave it a quarter slower
const RENDERINGS = 500
const SECONDS = 5

/** Papers as long as real ones: every fifth title has a formula, every other paper has code. */
function drafts(): Draft[] {
  return Array.from({ length: PAPERS }, (_, n) => ({
    ids: { arxiv: `2504.${String(10_000 + n)}` },
    title:
      n % 5
        ? `A measured title about the matter of example number ${n}`
        : `On $O(n^{${n}})$ examples`,
    abstract: `Example ${n} begins with a sentence that says what it is about and why. ${'It goes on with $x^2$ things. '.repeat(40)}`,
    authors: ['Ada Example', 'Max Muster', 'Erika Muster', `Author Number ${n}`],
    published: { at: new Date(`${DAY}T00:00:00Z`), precision: 'day' },
    categories: ['cs.CL', 'cs.LG'],
    links: n % 2 ? [{ url: `https://example.org/code/${n}`, kind: 'code' }] : [],
    posting: { day: DAY, position: n + 1, votes: PAPERS - n, comments: 0 },
  }))
}

/** Pages as they are made, sent from the cache, and received. */
export async function benchWeb(): Promise<void> {
  const server = await startPostgres()
  const postgres = openPostgres(server.url)
  const freshBesideServer = await renderingMs(await siteOver(postgres.db), day)
  await postgres.close()
  await server.stop()

  const { db } = openedPGlite(lineTo(await PGlite.create(PGLITE_OPTIONS)), () => {})
  const site = await siteOver(db)
  const fresh = await renderingMs(site, day)
  const kept = await serving(site, day)
  const known = await serving(site, day, (await ask(site, day)).headers.get('etag')!)
  const bytes = await frontPageBytes(site)
  await db.destroy()

  printTable('Pages', [
    {
      what: 'a day page of 50 papers made anew, PGlite included',
      value: fresh,
      unit: 'ms CPU',
      target: '≤ 3',
    },
    {
      what: 'the same over PostgreSQL, without what the server needs',
      value: freshBesideServer,
      unit: 'ms CPU',
      target: '≤ 3',
    },
    {
      what: 'the same page from the cache, per core',
      value: kept,
      unit: 'requests/s',
      target: '≥ 15,000',
    },
    {
      what: 'the same page, when the reader has it already',
      value: known,
      unit: 'requests/s',
      target: '≥ 15,000',
    },
    {
      what: 'the front page, its style and its script',
      value: bytes.all,
      unit: 'bytes',
      target: '≤ 15,000',
    },
    { what: 'the script of it', value: bytes.script, unit: 'bytes', target: '≤ 2,000' },
  ])
}

export async function siteOver(db: Database): Promise<BenchSite> {
  await migrate(db)
  const all = drafts()
  const records = all.map((draft, n) => ({
    source: 'bench',
    externalId: String(n),
    raw: String(n),
    draft,
  }))
  await savePapers(db, records, (_, raw) => all[Number(raw)]!)
  return benchSite(db, 'PGlite', now)
}

export const day = paths.day(DAY)
const now = () => new Date(`${DAY}T12:00:00Z`)

/** CPU milliseconds of this process, its embedded database included, per page rendered and compressed anew. */
export async function renderingMs(site: BenchSite, path: string): Promise<number> {
  const render = async (times: number) => {
    for (let n = 0; n < times; n++) {
      site.cache.drop()
      await (await ask(site, path)).arrayBuffer()
    }
  }
  await render(WARM_UP)
  const before = process.cpuUsage()
  await render(RENDERINGS)
  return cpuMs(before) / RENDERINGS
}

/** Answers per second of CPU, so that the process that asks, and whatever else runs, does not count. */
async function serving({ app, cache }: BenchSite, path: string, etag = ''): Promise<number> {
  const port = await freePort()
  const server = createWebServer(app, cache).listen(port, '127.0.0.1')
  await once(server, 'listening')

  const load = fork(new URL('load.ts', import.meta.url), [
    String(port),
    path,
    String(SECONDS),
    etag,
  ])
  const before = process.cpuUsage()
  const answers: unknown[] = await once(load, 'message')
  const ms = cpuMs(before)
  server.close()
  return (Number(answers[0]) / ms) * 1000
}

/** What a first visit to the front page transfers, compressed. */
async function frontPageBytes(site: BenchSite): Promise<{ all: number; script: number }> {
  const page = await (await site.app.request(paths.front)).text()
  const bytes = async (path: string) => (await (await ask(site, path)).arrayBuffer()).byteLength
  const style = await bytes(/\/assets\/[^"]+\.css/.exec(page)![0])
  const script = await bytes(/\/assets\/[^"]+\.js/.exec(page)![0])
  return { all: (await bytes(paths.front)) + style + script, script }
}

async function ask({ app }: BenchSite, path: string): Promise<Response> {
  return app.request(path, { headers: { 'accept-encoding': 'br' } })
}

function cpuMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
