import { afterAll, expect, test } from 'vitest'
import { correctFindings, takeBackCorrection } from '../src/community/correct-finding.ts'
import { readChanges } from '../src/catalogue/read-changes.ts'
import { savePapers } from '../src/papers/save.ts'
import { catchUp } from '../src/search/feed.ts'
import { openIndex } from '../src/search/index/open.ts'
import { testDatabase } from './test-database.ts'
import { papersOf } from './test-records.ts'

const db = await testDatabase()
const search = await openIndex({ folder: null, modelPath: null, threads: 0, timeLimit: Infinity })
afterAll(() => search.close())

const refuse = (id: string, error: unknown) => {
  throw new Error(`${id} could not be read`, { cause: error })
}

const papers = papersOf([
  {
    ids: { arxiv: '2504.00001' },
    title: 'Faster Maps by Reinforcement Learning',
    abstract:
      'We propose MapNet, a model trained by reinforcement learning with a reward. Code is at https://github.com/lab/mapnet.',
  },
  {
    ids: { arxiv: '2504.00002' },
    title: 'A Survey of Roads',
    abstract: 'This survey reviews roads, and how MapNet finds them.',
  },
  {
    ids: { arxiv: '2504.00003' },
    title: 'RoadNet: Roads for All',
    abstract: 'We propose RoadNet, a model of roads.',
  },
])
await savePapers(db, papers, (_, raw) => JSON.parse(raw))

async function find(query: string): Promise<string[]> {
  await catchUp(db, search)
  return (await search.search(query)).hits.map(({ id }) => id)
}

async function findEach(queries: string[]): Promise<string[][]> {
  const found: string[][] = []
  for (const query of queries) found.push(await find(query)) // one after another: an index has one feed
  return found
}

const QUERIES = ['system:mapnet', 'topic:reinforcement-learning', 'has:code', 'is:survey']
const FOUND = [['2504.00001'], ['2504.00001'], ['2504.00001'], ['2504.00002']]

test('search filters by what papers say, also by what was not read yet', async () => {
  expect(await findEach(QUERIES)).toEqual(FOUND)
})

test('it filters by the same once they are read, and by what people corrected', async () => {
  await readChanges(db, refuse)
  expect(await findEach(QUERIES)).toEqual(FOUND)

  const by = { person: null, at: new Date('2025-04-17') }
  const wrong = { kind: 'system', quote: 'MapNet', action: 'remove', value: null } as const
  await correctFindings(db, '2504.00001', [wrong], by)
  const right = { kind: 'topic', quote: 'agents', action: 'add', value: {} } as const
  await correctFindings(db, '2504.00002', [right], by)
  expect(await find('system:mapnet')).toEqual([])
  expect(await find('topic:agents')).toEqual(['2504.00002'])
})

test('the name in front of a title’s colon is the system until somebody says otherwise', async () => {
  const by = { person: null, at: new Date('2025-04-17') }
  expect(await find('system:roadnet')).toEqual(['2504.00003'])
  const roadnet = { kind: 'system', quote: 'RoadNet' } as const
  await correctFindings(db, '2504.00003', [{ ...roadnet, action: 'change', value: { name: 'PathNet' } }], by) // prettier-ignore
  expect(await find('system:roadnet')).toEqual([])
  expect(await find('system:pathnet')).toEqual(['2504.00003'])
  await correctFindings(db, '2504.00003', [{ ...roadnet, action: 'remove', value: null }], by)
  expect(await find('system:roadnet')).toEqual([])
  expect(await find('system:pathnet')).toEqual([])
  await takeBackCorrection(db, '2504.00003', roadnet, by.at)
  expect(await find('system:roadnet')).toEqual(['2504.00003'])
})
