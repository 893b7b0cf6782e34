import { storable } from '../../database/rows.ts'
import type { Draft, Link, Version } from '../../papers/paper.ts'
import { idOf } from '../../papers/twins.ts'
import { fewEnough } from '../fields/authors.ts'
import { parseDate } from '../fields/dates.ts'
import { idIn } from '../fields/ids.ts'
import { linksIn } from '../fields/links.ts'
import { postingIn } from '../fields/posting.ts'
import { oneLine, paragraphs } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import { dateIn } from '../fields/when.ts'
import type { Note, Reading } from '../reading.ts'
import { broadsheetIds } from './broadsheet-ids.ts'
import { type JsonObject, countIn, isObject, textIn, textsIn } from '../fields/json.ts'

const LINK_KINDS: Link['kind'][] = ['abstract', 'pdf', 'code', 'project', 'other']

/**
 * Our own lines: a draft as JSON, with dates as texts that show how much is known ('2024', '2024-02', a day, or a
 * moment) and the posting flat, as day, position, votes and comments; stars of its code's repository.
 */
export function readBroadsheet(paper: JsonObject, note: Note): Reading {
  const venue = textIn(paper['venue'])
  const comment = textIn(paper['comment'])
  const { authors, day, position, votes, comments } = paper
  const draft: Draft = {
    ids: broadsheetIds(paper['ids'], note),
    title: titleIn(paper['title']),
    abstract: abstractIn(paper['abstract'], paragraphs),
    authors: authors === undefined ? undefined : fewEnough(textsIn(authors).map(oneLine)),
    published: dateIn(textIn(paper['published']), note),
    updated: dateIn(textIn(paper['updated']), note)?.at,
    venue: venue && oneLine(venue),
    categories:
      paper['categories'] === undefined ? undefined : textsIn(paper['categories']).map(storable),
    links: Array.isArray(paper['links'])
      ? (paper['links'] as unknown[]).flatMap((link) => linkIn(link, note))
      : undefined,
    versions: Array.isArray(paper['versions'])
      ? (paper['versions'] as unknown[]).flatMap(versionIn)
      : undefined,
    withdrawn: typeof paper['withdrawn'] === 'boolean' ? paper['withdrawn'] : undefined,
    comment: comment && oneLine(comment),
    posting: postingIn({ day, position, votes, comments }, note),
    stars: countIn(paper['stars']),
  }
  const id = idIn(textIn(paper['id']), note)
  return { source: 'broadsheet', externalId: id ?? idOf(draft), draft }
}

function linkIn(entry: unknown, note: Note): Link[] {
  if (!isObject(entry)) return linksIn(textIn(entry) ?? '', note)
  const kind = LINK_KINDS.find((known) => known === entry['kind'])
  return linksIn(textIn(entry['url']) ?? '', note, kind)
}

function versionIn(entry: unknown): Version[] {
  if (!isObject(entry)) return []
  const number = countIn(entry['number'])
  const date = parseDate(textIn(entry['at']) ?? '')
  return number && date ? [{ number, at: date.at }] : []
}
