/** A piece of what was typed: `field:value`, `"a phrase"` or a word, each perhaps with a minus before it. */
export interface Piece {
  not: boolean
  field: string | null // lower case
  value: string
  quoted: boolean
}

/** Longer queries are cut: nobody types this, and time to answer must have a bound. */
export const LONGEST_QUERY = 10_000

const MOST_PIECES = 400

/** Nobody writes so many words to filter by; this is an abstract or a paragraph pasted in, and its quotes and dashes are its own. */
const MOST_WITH_OPERATORS = 30

const PIECE = /(-?)(?:([a-zA-Z]{1,12}):)?(?:["“”„«»]([^"“”„«»]*)(["“”„«»]?)|([^\s"“”„«»]+))/gu
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]/gu

/** Cuts at spaces and quotes. Never fails: an open quote is closed at the end, and what looks like a field but is none is text. */
export function cutQuery(
  typed: string,
  isField: (name: string) => boolean,
): { pieces: Piece[]; notes: string[] } {
  const notes: string[] = []
  if (typed.length > LONGEST_QUERY)
    notes.push(`only the first ${LONGEST_QUERY} characters were read`)
  const text = typed.slice(0, LONGEST_QUERY).replace(INVISIBLE, ' ')

  if (text.trim().split(/\s+/).length > MOST_WITH_OPERATORS) {
    notes.push('a text this long is searched as plain words')
    return { pieces: [{ not: false, field: null, value: text, quoted: false }], notes }
  }
  const pieces: Piece[] = []
  for (const [whole, minus, field, inQuotes, closed, bare] of text.matchAll(PIECE)) {
    if (pieces.length === MOST_PIECES) {
      notes.push(`only the first ${MOST_PIECES} words were read`)
      break
    }
    if (inQuotes !== undefined && closed === '') notes.push('the quote was closed at the end')
    const name = field?.toLowerCase() ?? null
    if (name !== null && !isField(name)) {
      pieces.push({ not: false, field: null, value: whole, quoted: false })
    } else {
      pieces.push({
        not: minus === '-',
        field: name,
        value: (inQuotes ?? bare ?? '').trim(),
        quoted: inQuotes !== undefined,
      })
    }
  }
  return { pieces, notes }
}
