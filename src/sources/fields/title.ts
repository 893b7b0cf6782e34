import { NotAPaper } from '../reading.ts'
import { kindOf } from './json.ts'
import { oneLine } from './text.ts'

/** The longest title in a list of 300,000 papers has 429 characters. Above this, it is an abstract or a mistake. */
const TITLE_CHARACTERS_MAX = 2000

/** The longest abstract there has 12,694. Above this, it is the whole paper. */
export const ABSTRACT_CHARACTERS_MAX = 100_000

/** The title on one line. Throws NotAPaper when there is none, or one that is too long to be a title. */
export function titleIn(field: unknown): string {
  if (field === undefined || field === null) throw new NotAPaper('The title is missing.')
  const text = typeof field === 'number' ? String(field) : field
  if (typeof text !== 'string') throw new NotAPaper(`The title is ${kindOf(text)}, not a text.`)
  if (text.length > TITLE_CHARACTERS_MAX) {
    const [length, most] = [text.length, TITLE_CHARACTERS_MAX].map((n) => n.toLocaleString('en'))
    throw new NotAPaper(`The title has ${length} characters; more than ${most} are no title.`)
  }
  const title = oneLine(text)
  if (!/[\p{L}\p{N}]/u.test(title)) throw new NotAPaper('The title is empty.')
  return title
}

/** The abstract, folded by `fold`, or undefined when there is none. Throws NotAPaper when it is a whole book. */
export function abstractIn(field: unknown, fold: (text: string) => string): string | undefined {
  if (typeof field !== 'string') return undefined
  if (field.length > ABSTRACT_CHARACTERS_MAX) {
    const [length, most] = [field.length, ABSTRACT_CHARACTERS_MAX].map((n) =>
      n.toLocaleString('en'),
    )
    throw new NotAPaper(`The abstract has ${length} characters; more than ${most} are no abstract.`)
  }
  return fold(field) || undefined
}
