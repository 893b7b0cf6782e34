import type { Person } from '../accounts/person.ts'
import type { Database } from '../database/database.ts'
import { parsePaperId } from '../papers/ids.ts'
import { findByTitle, findCurrentId } from '../papers/store.ts'
import { addSubmission } from './submissions-store.ts'
import type { SubmittedDraft } from './submission.ts'

const DAY_MS = 86_400_000
const SUBMISSIONS_A_DAY_MAX = 10 // curators read each of them

/** The paper that is meant by an id, an address or its whole title, if it is here. */
export async function findExisting(db: Database, what: string): Promise<string | null> {
  const text = what.trim()
  if (text === '') return null
  const id = parsePaperId(text)
  return (await findCurrentId(db, id ?? text)) ?? (id === null ? findByTitle(db, text) : null)
}

/** Keeps a submission for the curators, or says in words why not. */
export async function submit(
  db: Database,
  person: Person,
  draft: SubmittedDraft,
  note: string,
  now: Date,
): Promise<string | null> {
  const limit = { since: new Date(now.getTime() - DAY_MS), most: SUBMISSIONS_A_DAY_MAX }
  const sent = { personId: person.id, draft, note: note.trim(), at: now }
  return (await addSubmission(db, sent, limit))
    ? null
    : `You have submitted ${SUBMISSIONS_A_DAY_MAX} papers today. Please send more tomorrow.`
}
