import { storable } from '../../database/rows.ts'
import { parseAclId, parseOpenReviewId } from '../../papers/ids.ts'
import type { Draft } from '../../papers/paper.ts'
import { idOf } from '../../papers/twins.ts'
import { authorsIn } from '../fields/author-list.ts'
import { arxivIdIn, idIn, idsInAddress, idsInDoi } from '../fields/ids.ts'
import { linksIn } from '../fields/links.ts'
import { oneLine, paragraphs } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import { dateIn } from '../fields/when.ts'
import type { Note, Reading } from '../reading.ts'
import { type JsonObject, textIn, textsIn } from '../fields/json.ts'

/**
 * A paper of a plain list: id, title, abstract, authors, date, categories, venue, urls, all but the title optional.
 * An id with a prefix ('arxiv:', 'acl:', 'doi:', or any other) names the work; a bare one only if it is of arXiv.
 */
export function readCorpus(paper: JsonObject, note: Note): Reading {
  const id = idIn(textIn(paper['id']), note)
  const urls = textsIn(paper['urls'] ?? paper['url'])
  const venue = textIn(paper['venue'])
  const draft: Draft = {
    ids: {
      ...idsInDoi(textIn(paper['doi']), note),
      ...onlyOpenReviewId(urls),
      ...(id && idsOf(id, note)),
    },
    title: titleIn(paper['title']),
    abstract: abstractIn(paper['abstract'] ?? paper['summary'], paragraphs),
    authors: authorsIn(paper['authors']),
    published: dateIn(textIn(paper['date'] ?? paper['year']), note),
    venue: venue && oneLine(venue),
    categories: textsIn(paper['categories']).map(storable),
    links: urls.flatMap((url) => linksIn(url, note)),
  }
  return { source: 'corpus', externalId: id ?? idOf(draft), draft }
}

function idsOf(id: string, note: Note): Draft['ids'] {
  const [, prefix, rest] = /^([a-z][\w.-]*):(.+)$/is.exec(id) ?? []
  if (prefix === undefined) {
    const arxiv = arxivIdIn(id, note)
    return arxiv ? { arxiv } : {}
  }
  const other = { other: id }
  switch (prefix.toLowerCase()) {
    case 'arxiv': {
      const arxiv = arxivIdIn(rest!, note)
      return arxiv ? { arxiv } : other
    }
    case 'acl': {
      const acl = parseAclId(rest!)
      return acl ? { acl } : other
    }
    case 'openreview': {
      const openreview = parseOpenReviewId(id)
      return openreview ? { openreview } : other
    }
    case 'doi':
      return idsInDoi(rest, note)
    case 'http':
    case 'https':
      return idsInAddress(id, note)
    case 'title':
      return {}
    default:
      return other
  }
}

/** The forum among the links of a paper is its own; of two, one is another paper's. */
function onlyOpenReviewId(urls: string[]): Draft['ids'] {
  const ids = new Set(urls.flatMap((url) => parseOpenReviewId(url) ?? []))
  const [openreview] = ids
  return openreview && ids.size === 1 ? { openreview } : {}
}
