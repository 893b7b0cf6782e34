import { parseObject } from './fields/json.ts'
import { withinLimits } from './fields/limits.ts'
import { parseElement } from './fields/xml.ts'
import type { Family } from './files/recognise.ts'
import { readArxivAtom } from './formats/arxiv-atom.ts'
import { readArxivRss } from './formats/arxiv-rss.ts'
import { listItem, type Listing } from './formats/hf-listing.ts'
import { jsonShape } from './formats/json-shape.ts'
import { readOai } from './formats/oai.ts'
import { JSON_READERS, TEXT_READERS } from './read-record.ts'
import { NotAPaper, type Note, type Reading } from './reading.ts'
import type { Noted, Piece, Row } from './row.ts'

/** What holds for all entries of one file. */
export interface FileContext {
  family: Family
  format: string | null // asked for; null when each entry tells
  listing: Listing
}

/** What a piece of a file says: a paper, with notes on what was repaired in it, or why it is none. */
export function readPiece(piece: Piece, context: FileContext): Row[] {
  if (!('text' in piece)) return [piece]
  const { line, text } = piece
  if (text.trim() === '') return []

  const notes: Noted[] = []
  try {
    const tell = (note: string) => notes.push({ line, note })
    const { source, externalId, draft, raw } = read(text, context, tell)
    return [
      { line, record: { source, externalId, raw, draft: withinLimits(draft, tell) } },
      ...notes,
    ]
  } catch (error) {
    if (error instanceof NotAPaper) return [{ line, reason: error.message }]
    throw error
  }
}

/** The reading, and the text that will give it again: with all that the file around the entry says about it. */
function read(text: string, context: FileContext, note: Note): Reading & { raw: string } {
  switch (context.family) {
    case 'json-lines':
    case 'json-values':
      return readJson(text, context, note)
    case 'xml':
      return { ...readXml(text, note), raw: text }
    case 'page':
      return { ...JSON_READERS['page']!(parseObject(text), note), raw: text }
    default:
      return { ...TEXT_READERS[context.family]!(text, note), raw: text }
  }
}

function readJson(
  text: string,
  { format, listing }: FileContext,
  note: Note,
): Reading & { raw: string } {
  const paper = parseObject(text)
  const source = format ?? jsonShape(paper)
  if (source === 'hf-api') {
    const { listed, raw } = listItem(paper, text, listing)
    if (listed.day === null) note('The day of its list is not known; give it with --date.')
    return { ...JSON_READERS[source]!(listed, note), raw }
  }
  const reader = JSON_READERS[source]
  if (!reader) throw new NotAPaper(`This is JSON and not ${source}.`)
  return { ...reader(paper, note), raw: text }
}

/** The element tells what it is. */
function readXml(text: string, note: Note): Reading {
  const element = parseElement(text, note)
  switch (element.name) {
    case 'entry':
      return readArxivAtom(element, note)
    case 'item':
      return readArxivRss(element, note)
    default:
      return readOai(element, note)
  }
}
