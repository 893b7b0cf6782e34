import { expect, test } from 'vitest'
import { brokenRules } from '../../test/integrity.ts'
import { readSaid as read, said as record } from '../../test/said.ts'
import { onBothEngines } from '../../test/test-database.ts'
import type { SourceRecord } from './record.ts'
import { savePapers } from './save.ts'
import { findCurrentId, findPaper } from './store.ts'

onBothEngines('what belongs together', (open) => {
  const opened = open()
  const save = async (...records: SourceRecord[]) => savePapers((await opened).db, records, read)
  const find = async (id: string) => findPaper((await opened).db, id)
  const current = async (id: string) => findCurrentId((await opened).db, id)

  test('a deletion of a paper that we have not yet is remembered until it comes', async () => {
    const deleted = record(
      { title: '', ids: { arxiv: '2401.00030' }, withdrawn: true },
      'arxiv-deleted',
    )
    expect(await save(deleted)).toEqual(['unchanged'])
    expect(await save(deleted)).toEqual(['unchanged'])
    expect(await current('2401.00030')).toBeNull()

    const older = record({
      title: 'A paper that was deleted before it came',
      ids: { arxiv: '2401.00030' },
    })
    expect(await save(older)).toEqual(['added'])
    expect(await find('2401.00030')).toMatchObject({
      title: 'A paper that was deleted before it came',
      withdrawn: true,
    })
    expect(await brokenRules((await opened).db)).toEqual([])
  })

  test('what a source said before does not undo what it said since', async () => {
    const at = (day: string) => [
      { number: 1, at: new Date('2024-01-01') },
      { number: 2, at: new Date(day) },
    ]
    const paper = { title: 'A paper that its authors withdrew', ids: { arxiv: '2401.00031' } }
    const older = record({ ...paper, versions: at('2024-01-02') }, 'arxiv-raw')
    const withdrawn = record({ ...paper, versions: at('2024-02-02'), withdrawn: true }, 'arxiv-raw')

    expect(await save(older)).toEqual(['added'])
    expect(await save(withdrawn)).toEqual(['updated'])
    expect(await save(older)).toEqual(['unchanged'])
    expect(await find('2401.00031')).toMatchObject({ withdrawn: true })
    expect(await save(withdrawn, older)).toEqual(['unchanged', 'unchanged'])
    expect(await find('2401.00031')).toMatchObject({ withdrawn: true })
  })

  test('chapters of a book that share its DOI are papers of their own, in any order', async () => {
    const ids = { doi: '10.1000/book' }
    const chapter = (title: string) => record({ title, ids }, 'bibtex', title)
    const [owls, newts] = [
      chapter('How owls choose their trees'),
      chapter('The patience of newts in cold water'),
    ]
    expect(await save(owls)).toEqual(['added'])
    expect(await find('doi:10.1000/book')).toMatchObject({ title: owls.draft.title })
    expect(await save(newts)).toEqual(['added'])

    const first = await current('doi:10.1000/book')
    expect(first).toMatch(/^title:how-owls-choose-their-trees-/)
    expect(await find(first!)).toMatchObject({ title: owls.draft.title, ids })
    expect(await save(owls, newts)).toEqual(['unchanged', 'unchanged'])
    expect(await brokenRules((await opened).db)).toEqual([])
  })

  test('a chapter goes by its DOI again when another source corrects its own', async () => {
    const chapter = (title: string, doi: string) => record({ title, ids: { doi } }, 'bibtex', title)
    const owls = 'How owls choose their burrows'
    await save(chapter(owls, '10.1000/wrong'), chapter('The patience of toads', '10.1000/wrong'))
    expect(await find('doi:10.1000/wrong')).toBeNull()
    await save(chapter('The patience of toads', '10.1000/right'))

    expect(await find('doi:10.1000/wrong')).toMatchObject({ title: owls })
    expect(await find('doi:10.1000/right')).toMatchObject({ title: 'The patience of toads' })
    expect(await brokenRules((await opened).db)).toEqual([])
  })

  test('a preprint and its published version with another title are one, by DOI and authors', async () => {
    await save(
      record({
        title: 'Owls hear everything',
        authors: ['Ada Oak', 'Bo Elm'],
        ids: { arxiv: '2401.00032', doi: '10.1000/hear' },
      }),
    )
    const published = {
      title: 'Directional hearing in nocturnal birds',
      authors: ['Oak, Ada', 'Elm, Bo'],
      ids: { doi: '10.1000/hear' },
    }
    expect(await save(record(published, 'bibtex'))).toEqual(['updated'])
    expect(await current('doi:10.1000/hear')).toBe('2401.00032')
  })

  test('a title without author that two works have leaves the one it was with when the other comes', async () => {
    const title = 'Notes on the hearing of birds'
    const work = (doi: string) => record({ title, authors: ['Ada Oak'], ids: { doi } }, 'bibtex')
    const page = record(
      { title, posting: { day: '2024-04-04', position: 1, votes: 0, comments: 0 } },
      'page',
    )
    await save(page)
    await save(work('10.1000/birds-1'))
    expect(await find('doi:10.1000/birds-1')).toMatchObject({ day: '2024-04-04' })
    expect(await save(work('10.1000/birds-2'))).toEqual(['added'])

    expect(await find('doi:10.1000/birds-1')).toMatchObject({ day: null })
    expect(await find('doi:10.1000/birds-2')).toMatchObject({ day: null })
    expect(await save(page)).toEqual(['unchanged'])
    expect(await brokenRules((await opened).db)).toEqual([])
  })

  test('a page that knew a paper by its first title stays with it', async () => {
    const posting = { day: '2024-04-05', position: 1, votes: 0, comments: 0 }
    const title = 'Owls count to four at night'
    await save(record({ title, ids: { arxiv: '2401.00033' } }), record({ title, posting }, 'page'))
    await save(record({ title: 'Numerosity in nocturnal birds', ids: { arxiv: '2401.00033' } }))
    expect(await find('2401.00033')).toMatchObject({
      title: 'Numerosity in nocturnal birds',
      day: '2024-04-05',
    })
  })
})
