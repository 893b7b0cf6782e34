import { parseDay } from '../../lib/days.ts'
import type { Posting } from '../../papers/paper.ts'
import type { Note } from '../reading.ts'
import { countIn, textIn } from './json.ts'
import { shown } from './shown.ts'

/** The longest list of a day has a few thousand papers; a larger number is no place but a slip, or an attack. */
const POSITION_MAX = 1_000_000

/**
 * The place in a list that JSON fields name, `position` from 1. Undefined without a day, and, with a note, when the
 * day does not exist or the position is none from 1 to POSITION_MAX. Counts that are none become 0, with a note.
 */
export function postingIn(
  fields: { day: unknown; position: unknown; votes?: unknown; comments?: unknown },
  note: Note,
): Posting | undefined {
  const day = textIn(fields.day)
  if (day === undefined) return undefined
  const position = countIn(fields.position)
  if (!parseDay(day) || !position || position > POSITION_MAX) {
    note(
      `The day ${shown(day)} and the position ${shown(fields.position)} name no place in a list and were left out.`,
    )
    return undefined
  }
  const votes = countOr0(fields.votes, 'votes', note)
  return { day, position, votes, comments: countOr0(fields.comments, 'comments', note) }
}

function countOr0(field: unknown, what: string, note: Note): number {
  if (field === undefined || field === null) return 0
  const count = countIn(field)
  if (count === undefined) note(`${shown(field)} is no number of ${what} and was left out.`)
  return count ?? 0
}

/** The name of a record that is one paper in the list of one day: lists of other days do not replace it. */
export function nameInList(paper: string, posting: Posting | undefined): string {
  return posting ? `${paper}@${posting.day}` : paper
}
