import { afterAll, describe, expect, test, vi } from 'vitest'
import { onBothEngines } from '../../test/test-database.ts'
import type { Database } from '../database/database.ts'
import { changesAfter, lastChange } from '../papers/change-store.ts'
import type { Draft } from '../papers/paper.ts'
import { savePapers } from '../papers/save.ts'
import { catchUp, startFeed } from './feed.ts'
import { openIndex } from './index/open.ts'

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

describe('a feed whose database fails', () => {
  test('says so once and tries again when it is woken', async () => {
    const search = await openIndex({ folder: null, modelPath: null, threads: 0 })
    const failed = vi.fn<(error: unknown) => void>()
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a database that cannot answer
    const feed = startFeed({} as Database, search, { applied() {}, failed }, () => new Date(0))
    feed.wake()
    await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(1))
    feed.wake()
    await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(2))
    await feed.stop()
    await search.close()
  })
})
