import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { onBothEngines } from '../../test/test-database.ts'
import { emptySearch, reader } from '../../test/test-digests.ts'
import { posted, saveDrafts } from '../../test/test-site.ts'
import type { Database, OpenDatabase } from '../database/database.ts'
import type { Search } from '../search/search.ts'
import { eraseReader } from './own-data-store.ts'
import { planDay } from './plan-day.ts'
import { planDue } from './plan.ts'
import { reconcile } from './send/ledger-store.ts'
import { changeWishes, findSubscriber, readWishes } from './subscriber-store.ts'

const SUBSCRIBED = new Date('2025-04-13T12:00:00Z')
const at = (moment: string) => new Date(`2025-04-${moment}Z`) // '17T07:30'
const MORNING = at('17T07:30')

onBothEngines('planning', (open) => {
  let opened: OpenDatabase
  let db: Database
  let search: Search

  beforeAll(async () => {
    opened = await open()
    db = opened.db
    search = await emptySearch()
    for (let day = 14; day <= 20; day++) await saveDrafts(db, [posted(`2025-04-${day}`, day)])
    afterAll(async () => {
      await search.close()
      await opened.close()
    })
  })

  beforeEach(async () => {
    for (const table of ['deliveries', 'selections', 'subscribers', 'issues'] as const)
      await db.deleteFrom(table).execute()
  })

  const plan = (now: Date) => planDue({ db, search }, now)
  const planOf = (date: string, now: Date) => planDay({ db, search }, date, now)

  /** What readers got or will get: date, state and papers of each mail, in order. */
  async function mails(): Promise<string[]> {
    const { rows } = await sql<{ line: string }>`
      select concat_ws(' ', to_char(date, 'DD'), state, reason, array_to_string(selections.paper_ids, ',')) as line
      from deliveries join issues on issues.id = deliveries.issue_id left join selections on selections.id = selection_id order by subscriber_id, date, kind
    `.execute(db)
    return rows.map(({ line }) => line.replaceAll('2504.000', '').trim())
  }

  async function nextDates(): Promise<(string | null)[]> {
    const rows = await db
      .selectFrom('subscriptions')
      .select('nextDate')
      .orderBy('subscriberId')
      .execute()
    return rows.map(({ nextDate }) => nextDate)
  }

  const crowd = async (count: number) => {
    for (let n = 0; n < count; n++) await reader(db, `reader${n}`, at('16T12:00'))
  }

  describe('18: several planners', () => {
    test('at once plan every mail once', async () => {
      await crowd(40)
      const planned = await Promise.all([plan(MORNING), plan(MORNING), plan(MORNING)])
      expect(planned.reduce((sum, each) => sum + each, 0)).toBe(40)
      expect(await mails()).toHaveLength(40)
      expect(new Set(await nextDates())).toEqual(new Set(['2025-04-18']))
    })

    test('at once bring nobody a paper by two mails', async () => {
      const wishes = [{ papersMax: 2 }, { kind: 'weekly' as const, weekday: 3 }] // both on this Thursday
      for (let n = 0; n < 20; n++) await reader(db, `reader${n}`, SUBSCRIBED, { wishes })
      await Promise.all([plan(MORNING), plan(MORNING), plan(MORNING)])
      const { rows } = await sql<{ papers: number; different: number }>`
        select count(*) as papers, count(distinct paper_id) as different
        from deliveries join selections on selections.id = selection_id cross join unnest(selections.paper_ids) as paper_id
        where due_at > ${at('17T00:00')} group by subscriber_id
      `.execute(db)
      expect(rows).toEqual(Array.from({ length: 20 }, () => ({ papers: 4, different: 4 })))
    })

    test('of which one dies between the ledger and the timetable leave no gap and no second mail', async () => {
      await crowd(3)
      await sql`
        create function die() returns trigger language plpgsql as $$ begin raise 'the planner died'; end $$;
      `.execute(db)
      await sql`create trigger dies before update on subscriptions execute function die()`.execute(
        db,
      )
      await expect(plan(MORNING)).rejects.toThrow('the planner died')
      await sql`drop trigger dies on subscriptions`.execute(db)
      await sql`drop function die`.execute(db)
      expect(await mails()).toEqual([])

      expect(await plan(MORNING)).toBe(3)
      expect(await plan(MORNING)).toBe(0)
    })
  })

  describe('19: a clock', () => {
    test('that goes back two hours or is off by seconds plans nothing again', async () => {
      await crowd(1)
      expect(await plan(MORNING)).toBe(1)
      expect(await plan(at('17T05:30'))).toBe(0)
      expect(await plan(at('17T07:29:50'))).toBe(0)
      expect(await plan(at('18T06:59:50'))).toBe(0)
      expect(await plan(at('18T07:30'))).toBe(1)
    })

    test('that jumps two days ahead and comes back sends one mail, not the days between', async () => {
      await crowd(1)
      await plan(MORNING)
      expect(await plan(at('19T07:30'))).toBe(1)
      expect(await plan(at('18T07:30'))).toBe(0)
      expect(await plan(at('19T07:30'))).toBe(0)
      expect((await mails()).map((mail) => mail.slice(0, 10))).toEqual([
        '17 planned',
        '18 skipped',
        '19 planned',
      ])
    })
  })

  describe('a clock that was ahead and is set right', () => {
    const ahead = new Date('2026-04-17T12:00:00Z')

    test.each([
      ['a daily mail before its hour', {}, '17T05:00', '17T09:00'],
      [
        'a daily mail west of the date line',
        { zone: 'America/Los_Angeles' },
        '17T05:00',
        '17T16:00',
      ],
      [
        'a weekly mail that is still to come in its week',
        { wishes: [{ kind: 'weekly' as const, weekday: 4 }] },
        '16T13:00',
        '18T09:00',
      ],
    ])('does not cost %s', async (_, reading, right, later) => {
      await reader(db, 'ada', at('16T12:00'), reading)
      await plan(ahead)
      expect(await plan(at(right))).toBe(0)
      expect(await plan(at(later))).toBe(1)
      expect(await plan(at(later))).toBe(0)
    })

    test.each([5, 10])('%i days puts no daily mail off for as long', async (days) => {
      await crowd(1)
      await plan(MORNING)
      await plan(new Date(MORNING.getTime() + days * 86_400_000))
      await plan(at('17T09:00'))
      expect(await nextDates()).toEqual(['2025-04-18'])
      expect(await plan(at('18T07:30'))).toBe(1)
      expect(await nextDates()).toEqual(['2025-04-19'])
    })
  })

  test('a clock that was a year ahead for an hour puts no mail off for a year', async () => {
    await crowd(1)
    await plan(MORNING)
    expect(await plan(new Date('2026-04-17T12:00:00Z'))).toBe(0)
    expect(await nextDates()).toEqual(['2026-04-18'])
    await plan(at('17T09:00'))
    expect(await nextDates()).toEqual(['2025-04-18'])
    expect(await plan(at('18T07:30'))).toBe(1)
    expect(await plan(at('18T07:31'))).toBe(0)
  })

  test.each([
    ['12:30', ['17 planned 17,16,15,14']],
    ['13:30', ['17 skipped late']],
  ])('22: after an outage until %s', async (time, expected) => {
    await crowd(1)
    await plan(at(`17T${time}`))
    expect(await mails()).toEqual(expected)
  })

  test('21: a reader who flies west over the date line and back gets each issue once and each paper once', async () => {
    const { publicId } = await reader(db, 'ada', at('17T00:00'), { zone: 'Pacific/Honolulu' })
    const moveTo = async (zone: string, now: Date) => {
      const ada = (await findSubscriber(db, publicId))!
      await changeWishes(db, { ...ada, zone }, await readWishes(db, ada.id), 'link', now)
    }
    await plan(at('17T17:30'))
    await moveTo('Pacific/Auckland', at('17T17:40'))
    await plan(at('17T19:30')) // 7:30 of the next day there
    await moveTo('Pacific/Honolulu', at('17T20:00'))
    await plan(at('18T17:30'))
    await plan(at('19T17:30'))
    await plan(at('20T17:30'))

    const sent = await mails()
    const days = sent.map((mail) => mail.slice(0, 2))
    expect(days).toEqual([...new Set(days)])
    const papers = sent.flatMap((mail) => mail.split(' ')[2]!.split(','))
    expect(papers.toSorted()).toEqual(['14', '15', '16', '17', '18', '19', '20'])
  })

  describe('the mails of a day', () => {
    test('go to those whose hour is still to come, who then get none at that hour', async () => {
      await reader(db, 'ada', SUBSCRIBED, { wishes: [{ hour: 20 }] })
      expect(await planOf('2025-04-17', MORNING)).toBe(1)
      expect(await planOf('2025-04-17', MORNING)).toBe(0)
      expect(await nextDates()).toEqual(['2025-04-18'])
      expect(await plan(at('17T20:30'))).toBe(0)
      expect(await mails()).toEqual(['17 planned 17,16,15,14'])
    })

    test('go to those for whom they came too late, and bring nothing that the next one brought', async () => {
      await crowd(1)
      await plan(at('17T20:00'))
      await plan(at('18T07:30'))
      expect(await mails()).toEqual(['17 skipped late', '18 planned 18,17,16,15'])
      expect(await planOf('2025-04-17', at('18T08:00'))).toBe(1)
      expect(await planOf('2025-04-17', at('18T08:00'))).toBe(0)
      expect(await nextDates()).toEqual(['2025-04-19'])
      expect(await mails()).toEqual(['17 planned 14', '18 planned 18,17,16,15'])
    })

    test.each([
      'accepted',
      'uncertain',
      'held',
      'committing',
      'deferred',
      'rejected',
      'claimed',
    ] as const)('leave alone a mail that is %s', async (state) => {
      await crowd(1)
      await plan(MORNING)
      await db.updateTable('deliveries').set({ state }).execute()
      const before = await mails()
      expect(await planOf('2025-04-17', at('17T09:00'))).toBe(0)
      expect(await mails()).toEqual(before)
    })

    test('leave alone a mail that may have arrived before it was late', async () => {
      await crowd(1)
      await plan(MORNING)
      await db.updateTable('deliveries').set({ state: 'planned', reason: 'sent again' }).execute()
      await reconcile(db, 'resend-once', at('17T20:00'))
      expect(await planOf('2025-04-17', at('17T20:00'))).toBe(0)
      expect(await mails()).toEqual([
        '17 skipped late, and may have arrived the first time 17,16,15,14',
      ])
    })

    test('do not go to who was no reader then, has paused, has it on another day, or lives where it has not begun', async () => {
      await reader(db, 'new', at('17T12:00'))
      await reader(db, 'weekly', SUBSCRIBED, { wishes: [{ kind: 'weekly', weekday: 0 }] })
      await reader(db, 'asleep', SUBSCRIBED)
      await db
        .updateTable('subscribers')
        .set({ state: 'paused' })
        .where('publicId', '=', 'asleep')
        .execute()
      expect(await planOf('2025-04-17', at('17T13:00'))).toBe(0)
      await reader(db, 'west', SUBSCRIBED, { zone: 'Pacific/Honolulu' })
      await reader(db, 'east', SUBSCRIBED, { zone: 'Pacific/Auckland' })
      expect(await planOf('2025-04-18', at('17T20:00'))).toBe(1) // of the east
    })

    test('are planned once by two at once, and beside the planner', async () => {
      await crowd(20)
      const both = [planOf('2025-04-17', MORNING), planOf('2025-04-17', MORNING), plan(MORNING)]
      expect((await Promise.all(both)).reduce((sum, each) => sum + each, 0)).toBe(20)
      expect(await mails()).toHaveLength(20)
    })
  })

  test('who is erased while their mail is planned leaves nothing of what they asked for', async () => {
    const wishes = [{ searches: ['attention'] }]
    const ada = await reader(db, 'ada', at('16T12:00'), { wishes })
    let erased: Promise<void> | undefined
    await db.transaction().execute(async (transaction) => {
      await planDue({ db: transaction, search }, MORNING)
      erased = db.transaction().execute((other) => eraseReader(other, ada))
      while (opened.engine === 'PostgreSQL' && !(await isSomebodyWaiting(transaction))); // PGlite has one transaction at a time
    })
    await erased
    expect(await mails()).toEqual(['17 skipped not wanted any more'])
    expect(await db.selectFrom('selections').selectAll().execute()).toEqual([])
  })

  async function isSomebodyWaiting(transaction: Database): Promise<boolean> {
    const { rows } = await sql`
      select from pg_locks join pg_stat_activity using (pid) where not granted and pg_stat_activity.datname = current_database()
    `.execute(transaction)
    return rows.length > 0
  }

  test('readers who get the same share one list in the ledger', async () => {
    await crowd(6)
    await reader(db, 'other', at('16T12:00'), { wishes: [{ papersMax: 2 }] })
    await plan(MORNING)
    const lists = await db.selectFrom('selections').select('paperIds').execute()
    expect(new Set(lists.map(({ paperIds }) => paperIds.length))).toEqual(new Set([2, 4]))
    expect(lists.length).toBeLessThanOrEqual(5) // the four parts of the readers are planned apart
  })

  test('two papers that turn out to be one are one to a reader who had the other', async () => {
    await saveDrafts(db, [posted('2025-04-17', 50, { ids: { doi: '10.5555/twin' } })])
    await crowd(1)
    await plan(MORNING)
    expect((await mails())[0]).toContain('doi:10.5555/twin')

    const twin = { arxiv: '2504.00090', doi: '10.5555/twin' }
    await saveDrafts(db, [posted('2025-04-18', 90, { ids: twin })])
    await plan(at('18T07:30'))
    const second = (await mails())[1]!
    expect(second).toMatch(/^18 planned /)
    expect(second).not.toMatch(/90|twin/)
    expect(second).toContain('18')
  })
})
