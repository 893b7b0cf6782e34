import type { Person } from '../accounts/person.ts'
import type { Database } from '../database/database.ts'
import { COMMENT_CHARACTERS_MAX } from './comment.ts'
import { addComment, editComment, handlesInUse, type Pace } from './comments-store.ts'

/** Words for the writer when a comment cannot be taken; else the comment's id. */
export type Said = { id: number } | { problem: string }

const HOUR_MS = 3_600_000
const COMMENTS_AN_HOUR_MAX = 30 // one every two minutes: nobody reads a paper faster
const NEWCOMER_HOURS = 24
const NEWCOMER_COMMENTS_AN_HOUR_MAX = 5 // what a welcome can bear of somebody who came today

/** Where a comment belongs. */
export interface Target {
  paperId: string
  parentId: number | null // the comment that it answers; null: the paper itself
}

/** Takes a reader's comment, or says why not. Nothing is stored then. */
export async function say(
  db: Database,
  person: Person,
  { paperId, parentId }: Target,
  text: string,
  personPath: (handle: string) => string,
  now: Date,
): Promise<Said> {
  const problem = textProblem(text)
  if (problem !== null) return { problem }
  const given = { personId: person.id, body: text, ...(await read(db, text, personPath)), at: now }
  const pace = paceOf(person, now)
  const id = await addComment(db, { paperId, parentId, ...given }, pace)
  if (id === 'too fast') return { problem: tooFast(pace) }
  return id === null ? { problem: 'What you answer has been taken away meanwhile.' } : { id }
}

/** Changes a comment of this person. What it said before is kept for everybody to see. */
export async function sayAgain(
  db: Database,
  person: Person,
  id: number,
  text: string,
  personPath: (handle: string) => string,
  now: Date,
): Promise<Said> {
  const problem = textProblem(text)
  if (problem !== null) return { problem }
  const given = { personId: person.id, body: text, ...(await read(db, text, personPath)), at: now }
  const edited = await editComment(db, { id, ...given })
  return edited ? { id } : { problem: 'This comment cannot be changed any more.' }
}

function textProblem(text: string): string | null {
  if (text.trim() === '') return 'A comment needs some words.'
  return text.length > COMMENT_CHARACTERS_MAX
    ? `A comment holds ${COMMENT_CHARACTERS_MAX} characters at most; this one has ${text.length}.`
    : null
}

function paceOf({ createdAt }: Person, now: Date): Pace {
  const age = now.getTime() - createdAt.getTime()
  const most = age < NEWCOMER_HOURS * HOUR_MS ? NEWCOMER_COMMENTS_AN_HOUR_MAX : COMMENTS_AN_HOUR_MAX
  return { since: new Date(now.getTime() - HOUR_MS), most }
}

function tooFast({ most }: Pace): string {
  return `You have written ${most} comments within an hour. Please wait a little before the next.`
}

/** A comment as it is shown, and who of those that it calls is here. */
async function read(
  db: Database,
  text: string,
  personPath: (handle: string) => string,
): Promise<{ html: string; mentions: string[] }> {
  const { mentionsIn, renderComment } = await import('./comment-text.ts') // its Markdown would make every start longer
  const known = await handlesInUse(db, mentionsIn(text))
  const html = renderComment(text, (handle) => (known.has(handle) ? personPath(handle) : null))
  return { html, mentions: [...known] }
}
