import { storable } from '../../database/rows.ts'
import type { Draft, IdKind, Link, Posting, Version } from '../../papers/paper.ts'
import { idOf } from '../../papers/twins.ts'
import { parseDay } from '../../lib/days.ts'
import { parseDate } from '../fields/dates.ts'
import { ID_CHARACTERS_MAX } from '../fields/ids.ts'
import { linksIn } from '../fields/links.ts'
import { oneLine, paragraphs } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import { dateIn } from '../fields/when.ts'
import type { Note, Reading } from '../reading.ts'
import { type JsonObject, countIn, isObject, textIn, textsIn } from '../fields/json.ts'

const ID_KINDS: IdKind[] = ['arxiv', 'doi', 'acl', 'openreview', 'other']
const LINK_KINDS: Link['kind'][] = ['abstract', 'pdf', 'code', 'project', 'other']

/**
 * Our own lines: a draft as JSON, with dates as texts that show how much is known ('2024', '2024-02', a day, or a
 * moment) and the posting flat, as day, position, votes and comments.
 */
export function readBroadsheet(paper: JsonObject, note: Note): Reading {
  const venue = textIn(paper['venue'])
  const comment = textIn(paper['comment'])
  const authors = paper['authors']
  const draft: Draft = {
    ids: idsIn(paper['ids']),
    title: titleIn(paper['title']),
    abstract: abstractIn(paper['abstract'], paragraphs),
    authors: authors === undefined ? undefined : textsIn(authors).map(oneLine),
    published: dateIn(textIn(paper['published']), note),
    updated: dateIn(textIn(paper['updated']), note)?.at,
    venue: venue && oneLine(venue),
    categories:
      paper['categories'] === undefined ? undefined : textsIn(paper['categories']).map(storable),
    links: Array.isArray(paper['links'])
      ? (paper['links'] as unknown[]).flatMap(linkIn)
      : undefined,
    versions: Array.isArray(paper['versions'])
      ? (paper['versions'] as unknown[]).flatMap(versionIn)
      : undefined,
    withdrawn: typeof paper['withdrawn'] === 'boolean' ? paper['withdrawn'] : undefined,
    comment: comment && oneLine(comment),
    posting: postingIn(paper, note),
  }
  const id = textIn(paper['id'])
  const externalId = id && id.length <= ID_CHARACTERS_MAX ? storable(id) : idOf(draft)
  return { source: 'broadsheet', externalId, draft }
}

function idsIn(field: unknown): Draft['ids'] {
  if (!isObject(field)) return {}
  const ids: Draft['ids'] = {}
  for (const kind of ID_KINDS) {
    const id = textIn(field[kind])
    if (id && id.length <= ID_CHARACTERS_MAX) ids[kind] = storable(id)
  }
  return ids
}

function linkIn(entry: unknown): Link[] {
  if (!isObject(entry)) return linksIn(textIn(entry) ?? '')
  const kind = LINK_KINDS.find((known) => known === entry['kind'])
  return linksIn(textIn(entry['url']) ?? '', kind)
}

function versionIn(entry: unknown): Version[] {
  if (!isObject(entry)) return []
  const number = countIn(entry['number'])
  const date = parseDate(textIn(entry['at']) ?? '')
  return number && date ? [{ number, at: date.at }] : []
}

function postingIn(paper: JsonObject, note: Note): Posting | undefined {
  const day = textIn(paper['day'])
  if (day === undefined) return undefined
  const position = countIn(paper['position'])
  if (!parseDay(day) || !position) {
    note(
      `The day ${JSON.stringify(day)} and position do not name a place in a list and were left out.`,
    )
    return undefined
  }
  return {
    day,
    position,
    votes: countIn(paper['votes']) ?? 0,
    comments: countIn(paper['comments']) ?? 0,
  }
}
