import type { Piece } from '../row.ts'
import { dayOfLine, parseDateLine, type DateLine } from './page-date.ts'
import { isMasthead } from './page-masthead.ts'
import { isLong, pairing, type Paragraph, type TitledText } from './page-papers.ts'

export interface PageContext {
  day: string | null // asked for; it counts more than what the page says
  saved: Date // when the page was saved: a date line without a year is the latest such day until then
}

/** Lines that are a paragraph even without blank lines around them. */
export function standsAlone(line: string): boolean {
  return isMasthead(line) || parseDateLine(line) !== null
}

/** The date line stands within so many paragraphs; a later short line that looks like one is a title. */
const MASTHEAD_PARAGRAPHS_MAX = 12

/**
 * The papers of a saved page, from its paragraphs: each a small JSON text with title, abstract, day and position
 * (from 1, counted anew under each date line). What stands above the date line is the masthead and is skipped.
 */
export async function* pagePieces(
  batches: AsyncIterable<(Paragraph | Exclude<Piece, { text: string }>)[]>,
  { day: asked, saved }: PageContext,
): AsyncGenerator<Piece[]> {
  const pairs = pairing()
  let day = asked
  let position = 0
  let atTop: Paragraph[] | null = [] // short paragraphs before the first date line or long paragraph

  const papers = (found: TitledText[]): Piece[] =>
    found.map(({ line, title, abstract }) => {
      if (title === null) return { line, reason: 'There is no title above this text.' }
      position += 1
      return { line, text: JSON.stringify({ title, abstract, day, position }) }
    })
  const startDay = ({ line, text }: Paragraph): Piece[] => {
    const finished = papers(pairs.flush())
    const found = dayOfLine(parseDateLine(text)!, saved)
    if (asked === null) {
      day = found
      position = 0
    }
    return [...finished, ...noteOn(text, line, found, asked)]
  }
  const endTop = (): Piece[] => {
    const rest = atTop!.filter(({ text }) => !isMasthead(text))
    atTop = null
    const note =
      asked === null
        ? [
            {
              note: 'The page has no date line: its papers belong to no day. Give one with --date.',
            },
          ]
        : []
    return [...note, ...rest.flatMap((paragraph) => papers(pairs.add(paragraph)))]
  }

  for await (const batch of batches) {
    const pieces: Piece[] = []
    for (const paragraph of batch) {
      if (!('text' in paragraph)) pieces.push(paragraph)
      else if (atTop && parseDateLine(paragraph.text)) {
        atTop = null
        pieces.push(...startDay(paragraph))
      } else if (atTop && !isLong(paragraph.text) && atTop.length < MASTHEAD_PARAGRAPHS_MAX) {
        atTop.push(paragraph)
      } else {
        if (atTop) pieces.push(...endTop())
        if (parseDateLine(paragraph.text)) pieces.push(...startDay(paragraph))
        else pieces.push(...papers(pairs.add(paragraph)))
      }
    }
    yield pieces
  }
  yield [...(atTop ? endTop() : []), ...papers(pairs.flush())]
}

function noteOn(text: string, line: number, found: string | null, asked: string | null): Piece[] {
  const says = parseDateLine(text)!
  if (asked !== null) {
    const same = says.year === null ? isSameInAnyYear(says, asked) : found === asked
    return same ? [] : [{ line, note: `The page says "${text}"; ${asked} was used, as asked for.` }]
  }
  if (found === null) {
    return [{ line, note: `No year has the day "${text}": the papers belong to no day.` }]
  }
  if (says.year !== null) return []
  return [{ line, note: `The page says "${text}" without a year; it was taken for ${found}.` }]
}

function isSameInAnyYear({ month, day }: DateLine, asked: string): boolean {
  return Number(asked.slice(5, 7)) === month && Number(asked.slice(8)) === day
}
