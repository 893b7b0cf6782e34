import { afterAll, describe, expect, test, vi } from 'vitest'
import { onBothEngines } from '../../test/test-database.ts'
import { openPostgres } from '../database/postgres.ts'
import { changesAfter, lastChange } from '../papers/change-store.ts'
import type { Draft } from '../papers/paper.ts'
import { PAPERS_CHANGED } from '../papers/save-store.ts'
import { savePapers } from '../papers/save.ts'
import { catchUp, startFeed } from './feed.ts'
import { openIndex, type LocalSearch } from './index/open.ts'

const read = (_source: string, raw: string) => JSON.parse(raw) as Draft

function record(draft: Draft, source = 'corpus') {
  return {
    source,
    externalId: Object.values(draft.ids)[0] ?? draft.title,
    raw: JSON.stringify(draft),
    draft,
  }
}

onBothEngines('the search index', (open) => {
  const opened = open()
  const index = openIndex({ folder: null, modelPath: null, threads: 0 })
  afterAll(async () => (await index).close())

  const save = async (...drafts: Draft[]) =>
    savePapers(
      (await opened).db,
      drafts.map((draft) => record(draft)),
      read,
    )
  const find = async (query: string) => {
    const search = await index
    await catchUp((await opened).db, search)
    return (await search.search(query)).hits.map(({ id }) => id)
  }

  test('finds a paper that was saved, by what it says after its last change', async () => {
    await save({
      ids: { arxiv: '2401.00001' },
      title: 'Counting owls by moonlight',
      abstract: 'Owls.',
    })
    expect(await find('moonlight')).toEqual(['2401.00001'])

    await save({
      ids: { arxiv: '2401.00001' },
      title: 'Counting owls by starlight',
      abstract: 'Owls.',
    })
    expect(await find('moonlight')).toEqual([])
    expect(await find('starlight')).toEqual(['2401.00001'])
  })

  test('forgets an id that gave way to another, and finds the paper under the new one', async () => {
    await save({ ids: {}, title: 'A paper that is known by title at first' })
    const [old] = await find('"known by title"')
    expect(old).toMatch(/^title:/)

    await save({
      ids: { arxiv: '2401.00002' },
      title: 'A paper that is known by title at first',
      authors: ['Ada Oak'],
    })
    expect(await find('"known by title"')).toEqual(['2401.00002'])
  })

  test('knows the systems, code and topics that the abstract speaks of', async () => {
    await save({
      ids: { arxiv: '2401.00003' },
      title: 'OwlNet: Hearing Owls',
      abstract:
        'We introduce OwlNet, a model that hears owls. Code: https://github.com/example/owlnet.',
    })
    expect(await find('system:OwlNet has:code')).toEqual(['2401.00003'])
    expect(await find('system:OwlNet has:data')).toEqual([])
  })

  test('has applied the last change when it has caught up, and then nothing is left to do', async () => {
    const { db } = await opened
    const search = await index
    await catchUp(db, search)
    expect((await search.status()).appliedChange).toBe(await lastChange(db))
    expect(await catchUp(db, search)).toBe(0)
  })

  test('reads changes in order, in batches that neither repeat nor leave out', async () => {
    const { db } = await opened
    await save(
      ...Array.from({ length: 7 }, (_, n) => ({
        ids: { arxiv: `2402.0000${n}` },
        title: `Batch paper ${n}`,
      })),
    )
    const all = await changesAfter(db, 0, 1000)
    const pieces = []
    for (let after = 0; ;) {
      const batch = await changesAfter(db, after, 3)
      if (batch.length === 0) break
      pieces.push(...batch)
      after = batch.at(-1)!.number
    }
    expect(pieces).toEqual(all)
    expect(all.map(({ number }) => number)).toEqual(
      all.map(({ number }) => number).toSorted((a, b) => a - b),
    )
  })

  test('takes in one batch while the next is read, and ends after the batch at hand when stopped', async () => {
    const { db } = await opened
    const all = (await changesAfter(db, 0, 1000)).length
    const batches = Array.from({ length: Math.ceil(all / 3) }, (_, n) => Math.min(all, 3 * n + 3))
    const fresh = async () => openIndex({ folder: null, modelPath: null, threads: 0 })

    const whole = await fresh()
    const progress: number[] = []
    await catchUp(db, whole, { batch: 3, onProgress: (done) => progress.push(done) })
    expect(progress).toEqual(batches)
    expect((await whole.search('"batch paper"')).total).toBe(7)

    const stopped = await fresh()
    let done = 0
    const onProgress = (now: number) => (done = now)
    expect(await catchUp(db, stopped, { batch: 3, onProgress, isStopped: () => done > 0 })).toBe(3)
    expect((await stopped.status()).appliedChange).toBe((await changesAfter(db, 0, 3))[2]!.number)
    await Promise.all([whole.close(), stopped.close()])
  })

  test('follows by itself when woken, however often, and goes on after a failure', async () => {
    const { db } = await opened
    const search = await index
    const failed = vi.fn<(error: unknown) => void>()
    const applied = vi.fn<() => void>()
    const woken = new Date('2025-04-17T06:00:00Z')
    const feed = startFeed(db, search, { applied, failed }, () => woken)
    expect(feed.behindSince()).toBeNull()
    await save({ ids: { arxiv: '2401.00004' }, title: 'Owls that arrive while nobody looks' })
    for (let n = 0; n < 5; n++) feed.wake()
    expect(feed.behindSince()).toEqual(woken)

    await vi.waitFor(async () => expect((await search.search('arrive')).hits).toHaveLength(1))
    await vi.waitFor(() => expect(feed.behindSince()).toBeNull())
    await feed.stop()
    expect(applied).toHaveBeenCalled()
    expect(failed).not.toHaveBeenCalled()
  })
})

onBothEngines('a saved paper', (open) => {
  const opened = open()

  test('can be found as soon as its saving is told, with nothing to wait for in between', async () => {
    const { db, listen } = await opened
    const search = await openIndex({ folder: null, modelPath: null, threads: 1 })
    const { promise: applied, resolve } = Promise.withResolvers<void>()
    const failed = (error: unknown) => expect(error).toBeUndefined()
    const feed = startFeed(db, search, { applied: resolve, failed }, () => new Date(0))
    await listen(PAPERS_CHANGED, feed.wake)
    const timers = vi.spyOn(globalThis, 'setTimeout')
    await savePapers(db, [record({ ids: { arxiv: '2401.00009' }, title: 'Owls that hurry' })], read)
    await applied
    const ours = timers.mock.calls.filter(([handler]) => handler === feed.wake)
    timers.mockRestore()
    expect(ours).toEqual([])
    expect((await search.search('hurry')).hits.map(({ id }) => id)).toEqual(['2401.00009'])
    await feed.stop()
    await search.close()
  })
})

describe('a feed whose index fails', () => {
  test('says so once, tries again by itself, and goes on when all is well', async () => {
    let tries = 0
    const search = {
      status: async () => {
        if (++tries < 4) throw new Error('no thread')
        return { appliedChange: 0 }
      },
    } as unknown as LocalSearch
    const failed = vi.fn<(error: unknown) => void>()
    const { db } = openPostgres('postgres://nobody@127.0.0.1:9/nothing') // asked last, when the index answers again
    const feed = startFeed(db, search, { applied() {}, failed }, () => new Date(0), 0)
    feed.wake()
    await vi.waitFor(() => expect(tries).toBeGreaterThanOrEqual(4))
    expect(failed).toHaveBeenCalledTimes(1)
    expect(feed.behindSince()).toEqual(new Date(0))
    await feed.stop()
    await db.destroy()
  })
})
