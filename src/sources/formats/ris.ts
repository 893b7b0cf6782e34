import type { Draft } from '../../papers/paper.ts'
import { entryName } from '../../papers/twins.ts'
import { authorNames } from '../fields/authors.ts'
import { idsInAddress, idsInDoi } from '../fields/ids.ts'
import { linksIn } from '../fields/links.ts'
import { arxivInText, isPreprintServer } from '../fields/preprint.ts'
import { oneLine, paragraphs } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import { dateIn } from '../fields/when.ts'
import { NotAPaper, type Note, type Reading } from '../reading.ts'

const TAG = /^\s*([A-Z][A-Z0-9]) {0,2}-(?: (.*))?$/

/** A record of RIS. Programs disagree about tags, so each fact is looked for under all that are in use for it. */
export function readRis(raw: string, note: Note): Reading {
  const tags = tagsOf(raw)
  if (!tags.has('TY')) throw new NotAPaper('This is no RIS record.')

  const all = (...names: string[]) => names.flatMap((name) => tags.get(name) ?? [])
  const one = (...names: string[]) => all(...names)[0]
  const venue = one('T2', 'JF', 'JO', 'JA', 'BT', 'J2', 'C3')
  const urls = all('UR', 'L1', 'L2', 'LK')
  const arxiv = all('JO', 'JF', 'T2', 'VL', 'M1', 'M3', 'N1', 'PB', 'AN', 'ID')
    .map(arxivInText)
    .find(Boolean)
  const draft: Draft = {
    ids: {
      ...idsInAddress(one('UR') ?? '', note),
      ...idsInDoi(one('DO', 'DI', 'M3'), note),
      ...(arxiv && { arxiv }),
    },
    title: titleIn(one('TI', 'T1', 'CT')),
    abstract: abstractIn(one('AB', 'N2'), paragraphs),
    authors: authorNames(all('AU', 'A1')),
    published: dateIn(dateOf(one('DA', 'PY', 'Y1')), note),
    venue: venue && !isPreprintServer(venue) ? oneLine(venue) : undefined,
    links: urls.flatMap((url) => linksIn(url, note)),
  }
  return { source: 'ris', externalId: entryName(draft), draft }
}

/** Tags with their values in order; a line without a tag continues the value before it. */
function tagsOf(raw: string): Map<string, string[]> {
  const tags = new Map<string, string[]>()
  let values: string[] | undefined
  for (const line of raw.split('\n')) {
    const [, tag, value] = TAG.exec(line) ?? []
    if (tag !== undefined) {
      values = tags.get(tag) ?? []
      tags.set(tag, values)
      if (value?.trim()) values.push(value.trim())
    } else if (values && values.length > 0) {
      values.push(`${values.pop()}\n${line}`)
    }
  }
  return tags
}

/** '2024/02/03/' and '2024///spring' are 2024-02-03 and 2024: year, month, day and a remark, divided by slashes. */
function dateOf(field: string | undefined): string | undefined {
  if (field === undefined || !field.includes('/')) return field
  const [year, month, day] = field.split('/').map((part) => part.trim())
  return [year, month, day].filter(Boolean).join('-')
}
