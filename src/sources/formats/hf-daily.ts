import { parseDay } from '../../lib/days.ts'
import { authorsIn } from '../fields/author-list.ts'
import { arxivIdIn } from '../fields/ids.ts'
import { linksIn } from '../fields/links.ts'
import { paragraphs } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import { dateIn } from '../fields/when.ts'
import { NotAPaper, type Note, type Reading } from '../reading.ts'
import { type JsonObject, countIn, textIn, textsIn } from '../fields/json.ts'

/** A line of a collected history of daily lists: arxiv_id, date, position (from 0), upvotes, comments, published_at. */
export function readHfDaily(paper: JsonObject, note: Note): Reading {
  const arxiv = arxivIdIn(textIn(paper['arxiv_id']) ?? '', note)
  if (!arxiv) throw new NotAPaper(`${JSON.stringify(paper['arxiv_id'])} is no arXiv id.`)

  const day = textIn(paper['date'])
  const position = countIn(paper['position'])
  const listed = day !== undefined && parseDay(day) && position !== undefined
  if (!listed) note('The day or the place in its list is missing: the paper belongs to no list.')

  return {
    source: 'hf-daily',
    externalId: arxiv,
    draft: {
      ids: { arxiv },
      title: titleIn(paper['title']),
      abstract: abstractIn(paper['abstract'], paragraphs),
      authors: authorsIn(paper['authors']),
      published: dateIn(textIn(paper['published_at']), note),
      links: [
        ...textsIn(paper['github']).flatMap((url) => linksIn(url, 'code')),
        ...textsIn(paper['project']).flatMap((url) => linksIn(url, 'project')),
      ],
      posting: listed
        ? {
            day,
            position: position + 1,
            votes: countIn(paper['upvotes']) ?? 0,
            comments: countIn(paper['comments']) ?? 0,
          }
        : undefined,
    },
  }
}
