import { expect, test } from 'vitest'
import { brokenRules } from '../../test/integrity.ts'
import { readSaid as read, said } from '../../test/said.ts'
import { onBothEngines } from '../../test/test-database.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { changesAfter, lastChange } from './change-store.ts'
import { hiddenAmong, listHidden, setPaperHidden } from './hidden-store.ts'
import { listEditions, surroundingDays } from './list-store.ts'
import type { Posting } from './paper.ts'
import type { SourceRecord } from './record.ts'
import { deriveAgain, savePapers } from './save.ts'
import { findCurrentId, findHidden, findPaper, paperIdsAfter } from './store.ts'

const DAY = { from: '2025-04-17', to: '2025-04-17' }

onBothEngines('a hidden paper', (open) => {
  const opened = open()
  const save = async (...records: SourceRecord[]) => savePapers((await opened).db, records, read)
  const find = async (id: string) => findPaper((await opened).db, id)
  const hide = async (id: string, reason: string | null = 'Spam') =>
    inTransaction((await opened).db, (db) => setPaperHidden(db, id, reason))
  const reasonOf = async (id: string) => (await findHidden((await opened).db, id))?.reason ?? null
  const unbroken = async () => expect(await brokenRules((await opened).db)).toEqual([])

  const posting: Posting = { day: DAY.from, position: 1, votes: 3, comments: 0 }
  const one = said({ title: 'A paper nobody should see', ids: { arxiv: '2504.00001' }, posting })

  test('is in no list and no count, and comes back as it was', async () => {
    const { db } = await opened
    await save(one)
    const before = await find('2504.00001')
    expect(await hide('2504.00001')).toBe(true)
    expect(await hide('2504.00001')).toBe(false)
    expect(await find('2504.00001')).toBeNull()
    expect(await reasonOf('2504.00001')).toBe('Spam')
    expect(await listEditions(db, DAY, 1, 10)).toEqual({ papers: [], total: 0 })
    expect((await surroundingDays(db, DAY, DAY)).counts).toEqual([])
    expect(await listHidden(db, 10)).toMatchObject([{ id: '2504.00001', reason: 'Spam' }])
    await unbroken()

    expect(await hide('2504.00001', null)).toBe(true)
    expect(await hide('2504.00001', null)).toBe(false)
    expect(await find('2504.00001')).toEqual(before)
    expect((await listEditions(db, DAY, 1, 10)).total).toBe(1)
    expect(await reasonOf('2504.00001')).toBeNull()
    await unbroken()
  })

  test('is told as gone to whoever follows changes, and as there when it comes back', async () => {
    const { db } = await opened
    const told = async (after: number) => {
      const changes = await changesAfter(db, after, 10)
      return changes.map(({ id, paper }) => [id, paper?.title ?? null])
    }
    const before = await lastChange(db)
    await hide('2504.00001')
    expect(await told(before)).toEqual([['2504.00001', null]])
    const hidden = await lastChange(db)
    await hide('2504.00001', null)
    expect(await told(hidden)).toEqual([['2504.00001', 'A paper nobody should see']])
  })

  test('stays hidden whatever its source says of it, on whatever day, and however often', async () => {
    const { db } = await opened
    await hide('2504.00001')
    expect(await save(one)).toEqual(['unchanged'])
    const moved = { ...posting, day: '2025-04-16', votes: 90 }
    const updated = said({
      title: 'The same under another title',
      ids: { arxiv: '2504.00001' },
      posting: moved,
    })
    expect(await save(updated)).toEqual(['updated'])
    await deriveAgain(db, await paperIdsAfter(db, '', 100), read)
    expect(await find('2504.00001')).toBeNull()
    expect((await surroundingDays(db, DAY, { from: '2025-04-01', to: DAY.to })).counts).toEqual([])
    await unbroken()

    await hide('2504.00001', null)
    expect(await find('2504.00001')).toMatchObject({
      title: 'The same under another title',
      day: '2025-04-16',
      votes: 90,
    })
    await unbroken()
  })

  test('hides the paper that it merges with, under whatever id', async () => {
    const { db } = await opened
    const title = 'The one work that two sources know'
    await save(said({ title, ids: { doi: '10.1000/hidden' } }, 'bibtex'))
    await hide('doi:10.1000/hidden', 'Abuse')
    await save(said({ title: 'Something else', ids: { arxiv: '2504.00002' } }, 'arxiv'))
    const both = { arxiv: '2504.00002', doi: '10.1000/hidden' }
    await save(said({ title, ids: both }, 'list'))

    expect(await findCurrentId(db, 'doi:10.1000/hidden')).toBe('2504.00002')
    expect(await find('2504.00002')).toBeNull()
    expect(await reasonOf('2504.00002')).toBe('Abuse')
    expect(await hiddenAmong(db, ['2504.00001', '2504.00002', 'doi:10.1000/hidden'])).toEqual(
      new Set(['2504.00002', 'doi:10.1000/hidden']),
    )
    await unbroken()
  })

  test('that falls apart leaves no part to be seen', async () => {
    const title = 'Two works that were taken for one'
    const first = said({ title, ids: {}, authors: ['Ada Example'] }, 'bibtex', 'first')
    await save(first, said({ title, ids: {}, authors: ['Ada Example'] }, 'ris', 'second'))
    const { db } = await opened
    const id = (await paperIdsAfter(db, 'title:two', 1))[0]!
    await hide(id)
    await save(
      said({ title, ids: { arxiv: '2504.00003' }, authors: ['Ada Example'] }, 'bibtex', 'first'),
      said(
        { title: 'The other of the two', ids: { arxiv: '2504.00004' }, authors: ['Bo'] },
        'ris',
        'second',
      ),
    )
    expect(await findCurrentId(db, '2504.00003')).toBe('2504.00003')
    expect(await findCurrentId(db, '2504.00004')).toBe('2504.00004')
    expect(await reasonOf('2504.00003')).toBe('Spam')
    expect(await reasonOf('2504.00004')).toBe('Spam')
    await unbroken()
  })

  test('and an import of it at the same time end with it hidden', async () => {
    const { db } = await opened
    const record = (votes: number) =>
      said({
        title: 'A paper that is in a race',
        ids: { arxiv: '2504.00005' },
        posting: { ...posting, votes },
      })
    await save(record(0))
    await Promise.all([
      ...Array.from({ length: 5 }, (_, n) => save(record(n + 1))),
      hide('2504.00005'),
      ...Array.from({ length: 5 }, (_, n) => save(record(n + 10))),
    ])
    expect(await find('2504.00005')).toBeNull()
    expect(await reasonOf('2504.00005')).toBe('Spam')
    expect((await listEditions(db, DAY, 1, 10)).total).toBe(0)
    await unbroken()
  })
})
