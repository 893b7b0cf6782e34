import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { draft, posted, saveDrafts } from '../../test/test-site.ts'
import { onBothEngines } from '../../test/test-database.ts'
import type { Database } from '../database/database.ts'
import { listHot, listTrending } from './list-store.ts'
import { acrossReader, usualReader } from './usual-store.ts'

const now = new Date('2025-04-17T12:00:00Z')
const FIRST_PAGE = { now, number: 1, size: 50 }

const voted = (day: string, number: number, votes: number, topic?: string) =>
  posted(day, number, {
    posting: { day, position: number, votes, comments: 0 },
    ...(topic && { categories: [topic] }),
  })

onBothEngines('the hottest papers', (open) => {
  let db: Database
  const list = async (options = {}) =>
    (await listTrending(db, { ...FIRST_PAGE, ...options })).papers.map(({ id }) => id)

  beforeAll(async () => {
    db = (await open()).db
    await saveDrafts(db, [
      voted('2025-04-17', 1, 4, 'cs.CL'),
      voted('2025-04-16', 2, 9, 'cs.CL'),
      voted('2025-04-10', 3, 60, 'cs.RO'),
      voted('2025-04-18', 4, 500, 'cs.CL'),
      voted('2025-04-17', 5, 0, 'cs.CL'),
      ...Array.from({ length: 40 }, (_, n) => voted('2025-04-15', 100 + n, 6, 'cs.CL')),
      voted('2025-04-15', 6, 6, 'cs.RO'),
      ...Array.from({ length: 10 }, (_, n) => voted('2025-04-15', 200 + n, 0, 'cs.RO')),
      draft(7, { published: { at: new Date('2019-01-01'), precision: 'year' } }),
    ])
  })

  test('come first by votes that count half after 36 hours, without papers of tomorrow and of no day', async () => {
    const all = await list()
    expect(all.slice(0, 2)).toEqual(['2504.00002', '2504.00001']) // 0.2 × 9 + 0.1 a day earlier: 1.20 to 0.90
    expect(all.indexOf('2504.00003')).toBe(43) // 60 votes of a week ago are worth half a vote
    expect(all).not.toContain('2504.00004')
    expect(all).not.toContain('2504.00007')
  })

  test('are listed by topic, page by page', async () => {
    expect((await list({ topic: 'cs.RO' })).slice(0, 2)).toEqual(['2504.00006', '2504.00003'])
    expect(await list({ topic: 'no.SUCH' })).toEqual([])
    const pages = [1, 2, 3].map((number) => list({ number, size: 5 }))
    expect((await Promise.all(pages)).flat()).toEqual((await list()).slice(0, 15))
  })

  test('keep their order while nothing happens to them', async () => {
    const later = new Date('2025-04-17T23:00:00Z')
    expect(await list({ now: later })).toEqual(await list())
    const nextYear = await list({ now: new Date('2026-04-17T12:00:00Z') })
    expect(nextYear.slice(1)).toEqual((await list()).slice(0, 49)) // that of tomorrow has come
  })

  test('of all topics, those come first that have most of what is usual in their topic', async () => {
    const usual = usualReader(db, () => now)
    expect((await usual()).topics.map(({ name, papers }) => [name, papers])).toEqual([
      ['cs.CL', 43],
      ['cs.RO', 11],
    ])
    const ids = await acrossReader(db, () => now, usual)()
    // the same votes on the same day: in the quiet topic they weigh more
    expect(ids.indexOf('2504.00006')).toBeLessThan(ids.indexOf('2504.00100'))
    expect(ids).toHaveLength(55)
    expect(ids).not.toContain('2504.00004')
    const pages = [1, 2, 3].map((number) => listHot(db, ids, { number, size: 20 }))
    const shown = (await Promise.all(pages)).flatMap(({ papers }) => papers.map(({ id }) => id))
    expect(shown).toEqual(ids)
    expect(await listHot(db, [], FIRST_PAGE)).toEqual({ papers: [], total: 0 })
    expect(
      await acrossReader(
        db,
        () => now,
        async () => ({ ...(await usual()), topics: [] }),
      )(),
    ).toEqual([])
  })

  test('that cooled for a thousand half-lives are worth nothing, and break nothing', async () => {
    const usual = usualReader(db, () => now)
    const [before] = (await usual()).topics
    await sql`update papers set heat = heat - 5000 where id = '2504.00005'`.execute(db)
    const [after] = (await usualReader(db, () => now)()).topics
    expect(after!.papers).toBe(before!.papers)
    expect(after!.level).toBeLessThan(before!.level)
    expect((await usual()).topics[0]).toEqual(before) // read once a minute
  })

  test('are counted as far as the next page, which is all that a page must know', async () => {
    const totals = [1, 2, 3].map(
      async (number) => (await listTrending(db, { ...FIRST_PAGE, number, size: 20 })).total,
    )
    expect(await Promise.all(totals)).toEqual([40, 55, 55])
  })

  test('tell what they consist of', async () => {
    const { papers } = await listTrending(db, FIRST_PAGE)
    expect(papers[0]!.attention.sourceVote!.count).toBe(9)
  })

  test('are found by an index, however many papers there are', async () => {
    await sql`set enable_seqscan = off`.execute(db)
    const { rows } = await sql<Record<string, string>>`
      explain select id from papers where heat is not null and categories[1] = 'cs.CL' order by heat desc, id desc limit 5
    `.execute(db)
    expect(JSON.stringify(rows)).toContain('papers_by_topic')
    expect(JSON.stringify(rows)).not.toContain('Sort')
  })
})
