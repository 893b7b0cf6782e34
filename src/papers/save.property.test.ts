import { expect, test } from 'vitest'
import { brokenRules } from '../../test/integrity.ts'
import { randomFrom, type Random } from '../../test/random.ts'
import { onBothEngines } from '../../test/test-database.ts'
import type { Database } from '../database/database.ts'
import type { Draft } from './paper.ts'
import type { SourceRecord } from './record.ts'
import { savePapers } from './save.ts'

const TITLES = [
  'Birds that count to seven',
  'birds that count to Seven',
  'A river model',
  'Editorial',
  'On the weight of light',
]
const AUTHORS = [undefined, ['Ada Oak'], ['Oak, A.', 'Bo Elm'], ['Cy Fir']]
const DAYS = ['2024-05-01', '2024-05-02']

/** A record from a world so small that names collide all the time. */
function anyRecord(random: Random): SourceRecord {
  const ids: Draft['ids'] = {}
  if (random.chance(0.5)) ids.arxiv = `2405.0000${random.below(4)}`
  if (random.chance(0.3)) ids.doi = `10.1000/${random.below(3)}`
  if (random.chance(0.2)) ids.acl = `2024.test-main.${random.below(3)}`
  const draft: Draft = { ids, title: random.pick(TITLES), abstract: `Text ${random.below(100)}` }
  const authors = random.pick(AUTHORS)
  if (authors) draft.authors = authors
  if (random.chance(0.3)) {
    draft.posting = {
      day: random.pick(DAYS),
      position: random.below(9),
      votes: random.below(9),
      comments: 0,
    }
  }
  return {
    source: random.pick(['arxiv-oai', 'bibtex', 'page']),
    externalId: `record-${random.below(12)}`,
    raw: JSON.stringify(draft),
    draft,
  }
}

const read = (_source: string, raw: string) => JSON.parse(raw) as Draft

async function everything(db: Database) {
  const papers = await db.selectFrom('papers').selectAll().orderBy('id').execute()
  const records = await db
    .selectFrom('paperRecords')
    .select(['source', 'externalId', 'paperId', 'raw'])
    .orderBy('source')
    .orderBy('externalId')
    .execute()
  return { papers, records }
}

onBothEngines('saving papers in any order', (open) => {
  const opened = open()

  test.each(Array.from({ length: 12 }, (_, seed) => seed))(
    'keeps every rule, loses no record and repeats nothing (seed %i)',
    async (seed) => {
      const { db } = await opened
      await db.deleteFrom('papers').execute()
      await db.deleteFrom('paperKeys').execute()
      await db.deleteFrom('paperRecords').execute()
      await db.deleteFrom('attention').execute()
      const random = randomFrom(seed)
      const latest = new Map<string, SourceRecord>()

      for (let batch = 0; batch < 12; batch++) {
        const records = Array.from({ length: 1 + random.below(6) }, () => anyRecord(random))
        for (const record of records) latest.set(`${record.source} ${record.externalId}`, record)

        const outcomes = await savePapers(db, records, read)
        expect(outcomes).toHaveLength(records.length)
        expect(await brokenRules(db)).toEqual([])
      }

      const before = await everything(db)
      expect(before.records.map(({ raw }) => raw).toSorted()).toEqual(
        [...latest.values()].map(({ raw }) => raw).toSorted(),
      )

      const again = await savePapers(db, [...latest.values()], read)
      expect(new Set(again)).toEqual(new Set(['unchanged']))
      expect(await everything(db)).toEqual(before)
    },
  )
})
