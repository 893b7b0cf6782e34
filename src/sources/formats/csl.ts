import type { Draft } from '../../papers/paper.ts'
import { entryName } from '../../papers/twins.ts'
import { authorsIn } from '../fields/author-list.ts'
import { idsInAddress, idsInDoi } from '../fields/ids.ts'
import { isObject, textIn, type JsonObject } from '../fields/json.ts'
import { linksIn } from '../fields/links.ts'
import { arxivInText, isPreprintServer } from '../fields/preprint.ts'
import { oneLine, paragraphs } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import { dateIn } from '../fields/when.ts'
import type { Note, Reading } from '../reading.ts'

/** An item of CSL-JSON, which reference managers export, or of Zotero's own JSON, where the same facts are in `data`. */
export function readCsl(item: JsonObject, note: Note): Reading {
  const data = isObject(item['data']) ? item['data'] : item
  const one = (...names: string[]) => names.map((name) => textIn(data[name])).find(Boolean)
  const url = one('URL', 'url')
  const venue = one('container-title', 'publicationTitle', 'proceedingsTitle', 'conferenceName')
  const arxiv = [
    'archiveID',
    'number',
    'extra',
    'note',
    'archive_location',
    'publisher',
    'repository',
  ]
    .map((name) => arxivInText(textIn(data[name]) ?? ''))
    .find(Boolean)
  const draft: Draft = {
    ids: {
      ...idsInAddress(url ?? '', note),
      ...idsInDoi(one('DOI'), note),
      ...(arxiv && { arxiv }),
    },
    title: titleIn(data['title']),
    abstract: abstractIn(one('abstract', 'abstractNote'), paragraphs),
    authors: authorsOf(data),
    published: dateIn(one('date') ?? issued(data['issued']), note),
    venue: venue && !isPreprintServer(venue) ? oneLine(venue) : undefined,
    links: url === undefined ? [] : linksIn(url, note),
  }
  return { source: 'csl', externalId: entryName(draft), draft }
}

/** Whether a JSON object is such an item: a title alone is in every other format too. */
export function isCsl(item: JsonObject): boolean {
  const data = isObject(item['data']) ? item['data'] : item
  if (!Object.hasOwn(data, 'title')) return false
  return (
    Object.hasOwn(data, 'itemType') ||
    (Object.hasOwn(data, 'type') &&
      (Object.hasOwn(data, 'issued') || Object.hasOwn(data, 'author')))
  )
}

/** Editors and translators did not write it. */
function authorsOf(data: JsonObject): string[] {
  const people: unknown = data['author'] ?? data['creators']
  if (!Array.isArray(people)) return []
  return authorsIn(
    people.filter(
      (person) => !isObject(person) || (person['creatorType'] ?? 'author') === 'author',
    ),
  )
}

/** { "date-parts": [[2024, 2, 3]] } is '2024-02-03'; what is missing stays unknown. */
function issued(field: unknown): string | undefined {
  if (!isObject(field)) return undefined
  const parts: unknown = field['date-parts']
  if (!Array.isArray(parts) || !Array.isArray(parts[0])) return textIn(field['raw'])
  return parts[0].map((part) => String(part).padStart(2, '0')).join('-')
}
