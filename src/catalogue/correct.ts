import type { Database } from '../database/database.ts'
import { checkedCorrection, type CorrectedKind, type Correction } from './correction.ts'
import { deleteCorrection, writeCorrection } from './correction-store.ts'
import { readAgain, type Failed } from './read-changes.ts'

/** Who corrects, and when. */
export interface By {
  person: string | null // null: somebody at the terminal
  at: Date
}

/** Stores what a person says of a finding and shows it at once. Throws CorrectionError when no finding can be so. */
export async function correct(
  db: Database,
  paperId: string,
  correction: Correction,
  by: By,
  failed: Failed,
): Promise<void> {
  await writeCorrection(db, paperId, checkedCorrection(correction), by)
  await readAgain(db, [paperId], failed)
}

/** The finding is again as it is read. False when nobody had corrected it. */
export async function takeBack(
  db: Database,
  paperId: string,
  { kind, quote }: { kind: CorrectedKind; quote: string },
  failed: Failed,
): Promise<boolean> {
  const was = await deleteCorrection(db, paperId, kind, quote)
  if (was) await readAgain(db, [paperId], failed)
  return was
}
