import { lockPerson } from '../accounts/people-store.ts'
import type { Person } from '../accounts/person.ts'
import type { Database } from '../database/database.ts'
import { authorKey } from '../papers/names.ts'
import type { Paper } from '../papers/paper.ts'
import { notifyPaperChanged } from '../papers/save-store.ts'
import { lockPaper } from '../trending/attend-store.ts'
import {
  countAskedSince,
  decideAuthorship,
  findAuthorship,
  findOwnAuthorship,
  hasOther,
  saveAuthorship,
} from './authorship-store.ts'
import { writeLog } from './moderation-store.ts'
import { tell } from './notice-store.ts'

/** Somebody who says that they are one of the authors of a paper. */
export interface Authorship {
  id: number
  paperId: string
  by: { id: string; handle: string; name: string }
  authorName: string // which of the authors, as the paper had it
  authorKey: string
  words: string // how moderators can tell
  askedAt: Date
  decision: 'confirmed' | 'declined' | null // null: it waits
  decidedAt: Date | null
  reason: string | null // of a refusal
}

/** Why somebody is not confirmed: chosen, not typed, because the public log has it too. */
export const DECLINE_REASONS = [
  'Nothing shows that it is you',
  'The name is somebody else’s',
  'Somebody else is this author already',
  'Against the rules of this site',
] as const

type DeclineReason = (typeof DECLINE_REASONS)[number]

export function isDeclineReason(text: string): text is DeclineReason {
  return DECLINE_REASONS.some((reason) => reason === text)
}

export const WORDS_CHARACTERS_MAX = 500 // a moderator reads it in a glance
const DAY_MS = 86_400_000
const ASKED_A_DAY_MAX = 20 // somebody who comes with all of their papers needs some days
const AGAIN_AFTER_DAYS = 30 // a refusal is to be heard, and not to be worn down

/** Asks to be shown as an author of a paper, or says in words why not. Nothing is stored then. */
export async function askForAuthorship(
  db: Database,
  person: Person,
  paper: Pick<Paper, 'id' | 'authors'>,
  { authorName, words }: { authorName: string; words: string },
  now: Date,
): Promise<string | null> {
  const said = words.trim()
  const problem = formProblem(paper, authorName, said)
  if (problem !== null) return problem
  return db.transaction().execute(async (transaction) => {
    await lockPerson(transaction, person.id)
    const tooSoon = await timeProblem(transaction, person, paper.id, now)
    if (tooSoon !== null) return tooSoon
    await saveAuthorship(transaction, {
      paperId: paper.id,
      personId: person.id,
      authorName,
      authorKey: authorKey(authorName),
      words: said,
      at: now,
    })
    return null
  })
}

function formProblem({ authors }: Pick<Paper, 'authors'>, name: string, words: string) {
  if (!authors.includes(name)) return 'Please choose which of the authors you are.'
  if (words === '') return 'Please say how a moderator can tell that it is you.'
  return words.length > WORDS_CHARACTERS_MAX
    ? `Please say it in ${WORDS_CHARACTERS_MAX} characters.`
    : null
}

async function timeProblem(
  db: Database,
  person: Person,
  paperId: string,
  now: Date,
): Promise<string | null> {
  const before = await findOwnAuthorship(db, person.id, paperId)
  if (before && before.decision !== 'declined') return 'You have asked already.'
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS)
  if (before?.decidedAt && before.decidedAt > daysAgo(AGAIN_AFTER_DAYS)) {
    return `It was declined: ${before.reason}. You can ask again ${AGAIN_AFTER_DAYS} days after that.`
  }
  return (await countAskedSince(db, person.id, daysAgo(1))) < ASKED_A_DAY_MAX
    ? null
    : `You have asked for ${ASKED_A_DAY_MAX} papers today. Please go on tomorrow.`
}

/** What a moderator decides. */
export type Verdict = { decision: 'confirmed' } | { decision: 'declined'; reason: DeclineReason }

/** What became of a verdict. 'own': nobody judges themselves but an admin. 'taken': somebody else is this author already. */
export type Judged = 'done' | 'gone' | 'own' | 'taken'

/** Decides whether somebody is an author, or ends it; tells the person, and the public log, which names nobody. */
export function judgeAuthorship(
  db: Database,
  id: number,
  verdict: Verdict,
  judge: Person,
  at: Date,
): Promise<Judged> {
  return db.transaction().execute(async (transaction) => {
    const asked = await findAuthorship(transaction, id)
    if (!asked) return 'gone'
    if (asked.by.id === judge.id && judge.role !== 'admin') return 'own'
    await lockPaper(transaction, asked.paperId)
    const isConfirmed = verdict.decision === 'confirmed'
    if (isConfirmed && (await hasOther(transaction, asked))) return 'taken'
    const reason = isConfirmed ? null : verdict.reason
    if (!(await decideAuthorship(transaction, id, verdict.decision, reason, at))) return 'gone'

    const action = isConfirmed ? 'Author confirmed' : 'Author not confirmed'
    const { paperId } = asked
    await writeLog(transaction, { at, action, paperId, reason: reason ?? 'As the author said' })
    await tell(transaction, asked.by.id, 'authorship', id, at)
    await notifyPaperChanged(transaction, paperId)
    return 'done'
  })
}
