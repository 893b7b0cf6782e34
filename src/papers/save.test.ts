import { expect, test } from 'vitest'
import { brokenRules } from '../../test/integrity.ts'
import { readSaid as read, said as record } from '../../test/said.ts'
import { onBothEngines } from '../../test/test-database.ts'
import type { ReadRecord, SourceRecord } from './record.ts'
import { deriveAgain, savePapers } from './save.ts'
import { listEditions } from './list-store.ts'
import { findCurrentId, findPaper } from './store.ts'

const owls = { title: 'Counting owls with cheap microphones', authors: ['Ada Oak', 'Bo Elm'] }

onBothEngines('saving papers', (open) => {
  const opened = open()
  const save = async (...records: SourceRecord[]) => savePapers((await opened).db, records, read)
  const find = async (id: string) => findPaper((await opened).db, id)
  const current = async (id: string) => findCurrentId((await opened).db, id)

  test('a new paper is added, said again it is unchanged, said differently it is updated', async () => {
    const paper = { ...owls, title: 'A paper that comes three times', ids: { arxiv: '2401.00001' } }

    expect(await save(record(paper))).toEqual(['added'])
    expect(await save(record(paper))).toEqual(['unchanged'])
    expect(await save(record({ ...paper, abstract: 'Now with words.' }))).toEqual(['updated'])
    expect((await find('2401.00001'))?.abstract).toBe('Now with words.')
  })

  test('of one paper thrice in one batch with different text, the last text stays and a second run changes nothing', async () => {
    const ids = { arxiv: '2401.00002' }
    const thrice = ['one', 'two', 'three'].map((abstract) =>
      record({ title: 'A paper in three versions', ids, abstract }),
    )

    expect(await save(...thrice)).toEqual(['added', 'updated', 'updated'])
    expect((await find('2401.00002'))?.abstract).toBe('three')
    expect(await save(...thrice)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  })

  test('what is stored comes back as it was said', async () => {
    const paper = {
      ids: { arxiv: '2401.00003', doi: '10.1000/xyz' },
      title: 'Everything a paper can say about itself',
      abstract: 'It says "all", & more: 5 < 6.',
      authors: ['Ada Oak', 'Bo Elm', 'Ada Oak'],
      published: { at: new Date('2024-01-02T03:04:05Z'), precision: 'second' as const },
      venue: 'Journal of Tests',
      categories: ['cs.LG', 'cs.AI'],
      links: [{ url: 'https://example.org/code', kind: 'code' as const }],
      withdrawn: true,
      comment: '12 pages',
      posting: { day: '2024-01-05', position: 7, votes: 41, comments: 3 },
    }
    await save(record(paper))

    expect(await find('2401.00003')).toMatchObject({
      id: '2401.00003',
      ids: paper.ids,
      title: paper.title,
      abstract: paper.abstract,
      authors: paper.authors,
      published: paper.published,
      venue: 'Journal of Tests',
      categories: ['cs.LG', 'cs.AI'],
      links: paper.links,
      withdrawn: true,
      comment: '12 pages',
      day: '2024-01-05',
      position: 7,
      votes: 41,
      comments: 3,
    })
  })

  test('a year alone puts a paper on no day', async () => {
    const published = { at: new Date('2021-01-01T00:00:00Z'), precision: 'year' as const }
    await save(
      record({ title: 'A paper of a year only', ids: { acl: '2021.acl-long.1' }, published }),
    )

    const paper = await find('acl:2021.acl-long.1')
    expect(paper).toMatchObject({ day: null, published })
  })

  test('a paper known by title gets its arXiv id when a source names it, and its old address leads there', async () => {
    await save(record({ title: 'Sorting Pebbles by M$^{3}$-Touch' }, 'page'))
    const old = 'title:sorting-pebbles-by-m-3-touch-'
    const [first] = await (
      await opened
    ).db
      .selectFrom('papers')
      .select('id')
      .where('id', 'like', `${old}%`)
      .execute()

    const outcome = await save(
      record({
        title: 'Sorting pebbles by M³-touch',
        authors: ['Cy Fir'],
        ids: { arxiv: '2401.00004' },
      }),
    )

    expect(outcome).toEqual(['updated'])
    expect(await find(first!.id)).toBeNull()
    expect(await current(first!.id)).toBe('2401.00004')
    expect(await save(record({ title: 'Sorting Pebbles by M$^{3}$-Touch' }, 'page'))).toEqual([
      'unchanged',
    ])
  })

  test('a title-only paper joins the one work that has its title, whoever wrote it', async () => {
    await save(record({ ...owls, ids: { arxiv: '2401.00005' } }))
    expect(
      await save(
        record(
          { title: owls.title, posting: { day: '2024-02-02', position: 1, votes: 0, comments: 0 } },
          'page',
        ),
      ),
    ).toEqual(['updated'])
    expect((await find('2401.00005'))?.day).toBe('2024-02-02')
  })

  test('a title-only paper joins none of several works with its title', async () => {
    const title = 'A remark on a remark by others'
    await save(
      record({ title, authors: ['Ada Oak'], ids: { arxiv: '2401.00006' } }),
      record({ title, authors: ['Bo Elm'], ids: { arxiv: '2401.00007' } }),
    )
    expect(await save(record({ title }, 'page'))).toEqual(['added'])
  })

  test('preprint and published twin are one work, found by title and first author', async () => {
    const title = 'Teaching rivers to remember'
    await save(record({ title, authors: ['Di Ash', 'Ed Yew'], ids: { arxiv: '2401.00008' } }))
    const outcome = await save(
      record(
        {
          title: 'Teaching Rivers to Remember',
          authors: ['Ash, Di'],
          ids: { doi: '10.1000/rivers' },
          venue: 'Rivers 2024',
        },
        'bibtex',
      ),
    )

    expect(outcome).toEqual(['updated'])
    expect(await find('2401.00008')).toMatchObject({
      venue: 'Rivers 2024',
      ids: { doi: '10.1000/rivers' },
    })
    expect(await current('doi:10.1000/rivers')).toBe('2401.00008')
  })

  test('two works stay two although title and first author agree, when their arXiv ids differ', async () => {
    const paper = { title: 'Notes from the same series', authors: ['Flo Bay'] }
    expect(
      await save(
        record({ ...paper, ids: { arxiv: '2401.00009' } }),
        record({ ...paper, ids: { arxiv: '2401.00010' } }),
      ),
    ).toEqual(['added', 'added'])
  })

  test('two works stay two when only a short title agrees', async () => {
    expect(
      await save(
        record({ title: 'Editorial', authors: ['Gus Fern'], ids: { acl: 'J01-1001' } }),
        record({ title: 'Editorial', authors: ['Gus Fern'], ids: { acl: 'J02-1001' } }),
      ),
    ).toEqual(['added', 'added'])
  })

  test('a record that names two stored works makes them one; nothing of either is lost', async () => {
    const article = { title: 'The article had that title', authors: ['Ada Oak'] }
    await save(
      record({
        title: 'The preprint had this title',
        ids: { arxiv: '2401.00011' },
        posting: { day: '2024-03-01', position: 2, votes: 9, comments: 0 },
      }),
      record({ ...article, ids: { doi: '10.1000/two' }, venue: 'Two Journal' }, 'bibtex'),
    )
    const outcome = await save(
      record(
        {
          ...article,
          title: 'The preprint had this title',
          ids: { arxiv: '2401.00011', doi: '10.1000/two' },
        },
        'arxiv-oai',
      ),
    )

    expect(outcome).toEqual(['updated'])
    expect(await find('doi:10.1000/two')).toBeNull()
    expect(await current('doi:10.1000/two')).toBe('2401.00011')
    expect(await find('2401.00011')).toMatchObject({ votes: 9, venue: 'Two Journal' })
  })

  test('a deletion withdraws a paper that we have and invents none that we have not', async () => {
    await save(record({ title: 'A paper that will be deleted', ids: { arxiv: '2401.00018' } }))
    const deleted = (arxiv: string) =>
      record({ title: '', ids: { arxiv }, withdrawn: true }, 'arxiv-deleted')

    expect(await save(deleted('2401.00018'), deleted('2401.00019'))).toEqual([
      'updated',
      'unchanged',
    ])
    expect(await find('2401.00018')).toMatchObject({
      title: 'A paper that will be deleted',
      withdrawn: true,
    })
    expect(await find('2401.00019')).toBeNull()
  })

  test('text that no database can hold is cleaned, not refused', async () => {
    const title = 'A title with \0 a hole and \ud800 half a letter'
    await save({ ...record({ title, ids: { arxiv: '2401.00012' } }), raw: `{"title":"${title}"}` })
    expect((await find('2401.00012'))?.title).toBe('A title with  a hole and \ufffd half a letter')
  })

  test('backslashes before u0000 are text and stay', async () => {
    const title = String.raw`A title with \u0000 spelt out`
    await save(record({ title, ids: { arxiv: '2401.00013' } }))
    expect((await find('2401.00013'))?.title).toBe(title)
  })

  test('a batch that fails half-way leaves nothing behind', async () => {
    const good = record({ title: 'A good paper in a bad batch', ids: { arxiv: '2401.00014' } })
    const bad = record({
      title: 'A paper of the year 500000',
      ids: { arxiv: '2401.00015' },
      published: { at: new Date(NaN), precision: 'day' },
    })
    const impossible = {
      ...bad,
      draft: { ...bad.draft, posting: { day: '2025-13-40', position: 1, votes: 0, comments: 0 } },
    }

    await expect(save(good, impossible)).rejects.toThrow()
    expect(await find('2401.00014')).toBeNull()
  })

  test('two savers at once store a paper once', async () => {
    const { db } = await opened
    const records = Array.from({ length: 20 }, (_, n) =>
      record({
        title: `A paper saved by two at once, number ${n}`,
        ids: { arxiv: `2402.000${n + 10}` },
      }),
    )
    const both = await Promise.all([savePapers(db, records, read), savePapers(db, records, read)])

    expect(both.flat().toSorted()).toEqual([
      ...Array(20).fill('added'),
      ...Array(20).fill('unchanged'),
    ])
  })

  test('change numbers rise with every change and never repeat', async () => {
    const { db } = await opened
    const paper = { title: 'A paper that changes', ids: { arxiv: '2401.00016' } }
    const change = async () =>
      (
        await db
          .selectFrom('papers')
          .select('change')
          .where('id', '=', '2401.00016')
          .executeTakeFirstOrThrow()
      ).change
    await save(record(paper))
    const first = await change()
    await save(record({ ...paper, abstract: 'More.' }))

    expect(await change()).toBeGreaterThan(first)
  })

  test('a paper derived again shows what a better reader makes of the same record', async () => {
    await save(record({ title: 'a paper read badly at first', ids: { arxiv: '2401.00017' } }))
    const better: ReadRecord = (source, raw) => ({
      ...read(source, raw)!,
      title: 'A paper read well',
    })
    await deriveAgain((await opened).db, ['2401.00017', 'no-such-paper'], better)

    expect((await find('2401.00017'))?.title).toBe('A paper read well')
  })

  test('papers that a better reader shows to be one merge when they are derived again', async () => {
    await save(
      record({ title: 'The first of two that are one', ids: { arxiv: '2401.00020' } }),
      record({ title: 'The second of two that are one', ids: { doi: '10.1000/one' } }, 'bibtex'),
    )
    const better: ReadRecord = (source, raw) => {
      const draft = read(source, raw)!
      return draft.ids.doi ? { ...draft, ids: { ...draft.ids, arxiv: '2401.00020' } } : draft
    }
    await deriveAgain((await opened).db, ['2401.00020', 'doi:10.1000/one'], better)

    expect((await find('2401.00020'))?.ids).toEqual({ arxiv: '2401.00020', doi: '10.1000/one' })
    expect(await current('doi:10.1000/one')).toBe('2401.00020')
    expect(await brokenRules((await opened).db)).toEqual([])
  })

  test('a record that the reader now refuses is kept, and its paper stays as it was', async () => {
    await save(
      record({ title: 'A paper that a stricter reader refuses', ids: { arxiv: '2401.00021' } }),
    )
    await deriveAgain((await opened).db, ['2401.00021'], () => null)

    expect((await find('2401.00021'))?.title).toBe('A paper that a stricter reader refuses')
  })

  test('ids and links that no database can hold are cleaned too', async () => {
    const links = [{ url: 'https://example.org/\0\ud800', kind: 'code' as const }]
    await save(
      record({
        title: 'A paper with holes in its ids',
        ids: { arxiv: '2401.00022', doi: '10.1234/a\0b' },
        links,
      }),
    )
    expect(await find('2401.00022')).toMatchObject({ ids: { doi: '10.1234/ab' } })
  })

  test('an author-less twin is found under a surname of any script', async () => {
    const title = 'Measuring the depth of northern lakes'
    for (const [n, author] of ['Ole Østergaard', '李', 'Łukasz Łęcki', 'Иван Иванов'].entries()) {
      const mine = `${title}, part ${'abcd'[n]}`
      await save(record({ title: mine, authors: [author], ids: { arxiv: `2401.0010${n}` } }))
      expect(await save(record({ title: mine }, 'page'))).toEqual(['updated'])
    }
  })

  test('dates from before time zones were regular are dates', async () => {
    const published = { at: new Date('1854-01-01T00:00:00Z'), precision: 'year' as const }
    await save(
      record({ title: 'An investigation from long ago', ids: { doi: '10.1000/1854' }, published }),
    )
    expect((await find('doi:10.1000/1854'))?.published).toEqual(published)
  })

  test('an author whose name is one word without end is no obstacle', async () => {
    const endless = record({
      title: 'A paper by an endless author',
      authors: ['x'.repeat(9000)],
      ids: { arxiv: '2401.00023' },
    })
    expect(await save(endless)).toEqual(['added'])
  })

  test('an edition lists voted papers first, then the order of its list', async () => {
    const { db } = await opened
    const posted = (n: number, votes: number) =>
      record({
        title: `A paper of the edition, number ${n}`,
        ids: { arxiv: `2403.0000${n}` },
        posting: { day: '2030-01-01', position: n, votes, comments: 0 },
      })
    await save(posted(3, 0), posted(1, 0), posted(2, 5))

    const days = { from: '2030-01-01', to: '2030-01-01' }
    const { papers, total } = await listEditions(db, days, 1, 2)
    expect(papers.map(({ id }) => id)).toEqual(['2403.00002', '2403.00001'])
    expect(total).toBe(3)
    expect((await listEditions(db, days, 2, 2)).papers.map(({ id }) => id)).toEqual(['2403.00003'])
  })
})
