import type { Database } from '../database/database.ts'
import type { SourceRecord } from '../papers/record.ts'
import { forgetRecords, savePapers } from '../papers/save.ts'
import { parseObject } from './fields/json.ts'
import { JSON_READERS, readRecord } from './read-record.ts'
import { findListRecords, type ListRecord } from './unlist-store.ts'

/** The sources that keep a record for each day that listed a paper, named '<paper>@<day>'. */
export const LISTS = ['page', 'hf-api', 'hf-daily']

const BATCH_RECORDS = 1000 // one transaction, as in an import

/**
 * Takes the lists of a day back, as if they had never been imported, and returns how many entries they had. Their papers
 * stay: in the list of another day that names them, else in none. What is broken off is finished by doing it again.
 */
export async function unlist(db: Database, day: string, sources = LISTS): Promise<number> {
  const records = await findListRecords(db, sources, day)
  for (let at = 0; at < records.length; at += BATCH_RECORDS) {
    const batch = records.slice(at, at + BATCH_RECORDS)
    const alone = batch.filter(({ isAlone }) => isAlone).map(withoutPlace)
    if (alone.length > 0) await savePapers(db, alone, readRecord)
    await forgetRecords(db, batch, readRecord)
  }
  return records.length
}

/** What a list says of a paper, but for the place in it. */
function withoutPlace({ source, raw }: ListRecord): SourceRecord {
  const { day: _day, date: _date, position: _position, ...paper } = parseObject(raw)
  const { externalId, draft } = JSON_READERS[source]!(paper, () => {})
  return { source, externalId, raw: JSON.stringify(paper), draft }
}
