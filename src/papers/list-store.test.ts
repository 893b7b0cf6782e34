import { expect, test } from 'vitest'
import { onBothEngines } from '../../test/test-database.ts'
import { listByIds } from './list-store.ts'
import { savePapers } from './save.ts'

onBothEngines('listing papers by their ids', (open) => {
  test('keeps the order asked for, and leaves out what is unknown', async () => {
    const { db, close } = await open()
    const drafts = ['2504.00001', '2504.00002', '2504.00003'].map((arxiv) => ({
      ids: { arxiv },
      title: `Paper ${arxiv}`,
      abstract: 'It costs $O(n)$.',
    }))
    const records = drafts.map((draft) => ({
      source: 'test',
      externalId: draft.ids.arxiv,
      raw: draft.ids.arxiv,
      draft,
    }))
    await savePapers(db, records, (_, raw) => drafts.find(({ ids }) => ids.arxiv === raw)!)

    const found = await listByIds(db, ['2504.00003', '2504.99999', '2504.00001'])
    expect(found.map(({ id }) => id)).toEqual(['2504.00003', '2504.00001'])
    expect(found[0]!.abstractText).toBe('It costs O(n).')
    expect(await listByIds(db, [])).toEqual([])
    await close()
  })
})
