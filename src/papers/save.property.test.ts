import { expect, test } from 'vitest'
import { brokenRules } from '../../test/integrity.ts'
import { anyRecord } from '../../test/any-record.ts'
import { randomFrom } from '../../test/random.ts'
import { onBothEngines } from '../../test/test-database.ts'
import type { Database } from '../database/database.ts'
import type { Draft } from './paper.ts'
import type { SourceRecord } from './record.ts'
import { savePapers } from './save.ts'

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

  async function emptied(): Promise<Database> {
    const { db } = await opened
    await db.deleteFrom('papers').execute()
    await db.deleteFrom('paperKeys').execute()
    await db.deleteFrom('paperRecords').execute()
    await db.deleteFrom('attention').execute()
    return db
  }

  test.each(Array.from({ length: 12 }, (_, seed) => seed))(
    'keeps every rule, loses no record and repeats nothing (seed %i)',
    async (seed) => {
      const db = await emptied()
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

  test.each(Array.from({ length: 12 }, (_, seed) => seed + 100))(
    'makes the same papers of the same records in whatever batches they come (seed %i)',
    async (seed) => {
      const random = randomFrom(seed)
      const records = Array.from({ length: 4 + random.below(8) }, (_, n) => ({
        ...anyRecord(random),
        externalId: `record-${n}`,
      }))
      const runs: unknown[] = []
      for (let run = 0; run < 4; run++) {
        const db = await emptied()
        const shuffled = records
          .map((record) => ({ record, at: random.below(1e6) }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ record }) => record)
        while (shuffled.length > 0) {
          await savePapers(db, shuffled.splice(0, run === 0 ? 99 : 1 + random.below(3)), read)
          expect(await brokenRules(db)).toEqual([])
        }
        runs.push(await whatPapersSay(db))
      }
      for (const run of runs.slice(1)) expect(run).toEqual(runs[0])
    },
  )
})

/** The papers without what depends on the past: the number of a change, and the id of one that no id names. */
async function whatPapersSay(db: Database): Promise<unknown[]> {
  const { papers, records } = await everything(db)
  return papers
    .map((paper) => ({
      ...paper,
      id: paper.id.startsWith('title:') ? null : paper.id,
      records: records
        .filter(({ paperId }) => paperId === paper.id)
        .map(({ source, externalId }) => `${source} ${externalId}`),
      change: null,
      heat: null,
      attention: null,
    }))
    .toSorted((a, b) => a.records.join().localeCompare(b.records.join()))
}
