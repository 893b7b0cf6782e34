import type { Database } from '../database/database.ts'
import { lockSaving } from '../papers/save-store.ts'
import {
  afterEarlier,
  checkedCorrection,
  type CorrectedKind,
  type Correction,
} from './correction.ts'
import { correctionsOf, deleteCorrection, writeCorrection } from './correction-store.ts'
import { lockReading } from './progress-store.ts'

/** Who corrects, and when. */
export interface By {
  person: string | null // null: somebody at the terminal
  at: Date
}

/**
 * Stores what a person says of a paper and shows it, within the transaction given: all of it or nothing. A finding is
 * named as it is shown. Throws CorrectionError when no finding can be so.
 */
export async function correct(
  transaction: Database,
  paperId: string,
  corrections: Correction[],
  by: By,
): Promise<void> {
  const checked = corrections.map(checkedCorrection)
  await lockSaving(transaction) // before the other lock, as everybody does
  await lockReading(transaction)
  const earlier = (await correctionsOf(transaction, [paperId])).get(paperId) ?? []
  for (const correction of checked) {
    await writeCorrection(transaction, paperId, afterEarlier(correction, earlier), by)
  }
  await readAgain(transaction, paperId)
}

/** The finding is again as it is read, within the transaction given. False when nobody had corrected it. */
export async function takeBack(
  transaction: Database,
  paperId: string,
  { kind, quote }: { kind: CorrectedKind; quote: string },
): Promise<boolean> {
  await lockSaving(transaction)
  await lockReading(transaction)
  const was = await deleteCorrection(transaction, paperId, kind, quote)
  if (was) await readAgain(transaction, paperId)
  return was
}

async function readAgain(transaction: Database, paperId: string): Promise<void> {
  const changes = await import('./read-changes.ts') // brings all rules of reading: pages can do without
  await changes.readAgain(transaction, [paperId], refuse)
}

function refuse(id: string, error: unknown): never {
  throw new Error(`${id} could not be read`, { cause: error })
}
