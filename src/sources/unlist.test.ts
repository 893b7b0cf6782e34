import { expect, test } from 'vitest'
import { brokenRules } from '../../test/integrity.ts'
import { fileIn, temporaryFolder } from '../../test/temporary-file.ts'
import { onBothEngines } from '../../test/test-database.ts'
import { importFile } from './import.ts'
import { unlist } from './unlist.ts'

const folder = temporaryFolder()
const WRONG = '2025-04-01'
const RIGHT = '2025-04-17'

onBothEngines('taking a list back', (open) => {
  const opened = open()
  const papers = async (title: string) =>
    (await opened).db
      .selectFrom('papers')
      .select(['id', 'day', 'position', 'votes'])
      .where('title', 'like', `${title}%`)
      .orderBy('title')
      .execute()
  const importPage = async (title: string, day: string) => {
    const page = `${title} one\n\nWe pour tea.\n\n${title} two\n\nWe drink it.`
    return importFile((await opened).db, fileIn(folder, 'page', page), { format: 'page', day })
  }

  test.each(['before', 'after'])(
    'papers go to the day of the right list, imported %s the wrong one is taken back',
    async (when) => {
      const { db } = await opened
      const title = `Cups of another day ${when}`
      await importPage(title, WRONG)
      const [one] = await papers(title)
      if (when === 'before') await importPage(title, RIGHT)
      expect(await unlist(db, WRONG, ['page'])).toBe(2)
      if (when === 'after') {
        expect(await papers(title)).toMatchObject([{ day: null }, { day: null }])
        await importPage(title, RIGHT)
      }

      expect(await papers(title)).toEqual([
        { ...one, day: RIGHT, position: 1 },
        expect.objectContaining({ day: RIGHT, position: 2 }),
      ])
      expect(await brokenRules(db)).toEqual([])
      expect(await unlist(db, WRONG)).toBe(0)
    },
  )

  test('votes that came with a list go with it, and lists of other sources or days stay', async () => {
    const { db } = await opened
    const listed = (date: string, upvotes: number) =>
      JSON.stringify({ arxiv_id: '2504.00001', title: 'A voted cup', date, position: 4, upvotes })
    const lines = `${listed('2025-04-02', 9)}\n${listed('2025-04-03', 4)}`
    await importFile(db, fileIn(folder, 'daily', lines))
    expect(await papers('A voted cup')).toMatchObject([{ day: '2025-04-02', votes: 9 }])

    expect(await unlist(db, '2025-04-02', ['page'])).toBe(0)
    expect(await unlist(db, '2025-04-02')).toBe(1)
    expect(await papers('A voted cup')).toMatchObject([{ day: '2025-04-03', votes: 4 }])
    expect(await unlist(db, '2025-04-03')).toBe(1)
    expect(await papers('A voted cup')).toMatchObject([{ id: '2504.00001', day: null, votes: 0 }])
    expect(await brokenRules(db)).toEqual([])
  })
})
