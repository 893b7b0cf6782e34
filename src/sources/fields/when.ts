import type { PartialDate } from '../../papers/paper.ts'
import type { Note } from '../reading.ts'
import { parseDate } from './dates.ts'

const DATE_CHARACTERS_MAX = 60 // the longest form of a date has 40

/** The date in a field. What is no date is left out with a note, and the paper is kept. */
export function dateIn(field: string | undefined, note: Note): PartialDate | undefined {
  if (field === undefined) return undefined
  const date = field.length <= DATE_CHARACTERS_MAX ? parseDate(field) : null
  if (date) return date

  note(
    `The date ${JSON.stringify(field.slice(0, DATE_CHARACTERS_MAX))} does not exist and was left out.`,
  )
  return undefined
}
