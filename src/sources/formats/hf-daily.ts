import type { Posting } from '../../papers/paper.ts'
import { authorsIn } from '../fields/author-list.ts'
import { arxivIdIn } from '../fields/ids.ts'
import { linksIn } from '../fields/links.ts'
import { nameInList, postingIn } from '../fields/posting.ts'
import { paragraphs } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import { dateIn } from '../fields/when.ts'
import { NotAPaper, type Note, type Reading } from '../reading.ts'
import { countIn, type JsonObject, textIn, textsIn } from '../fields/json.ts'
import { shown } from '../fields/shown.ts'

/** A line of a collected history of daily lists: arxiv_id, date, position (from 0), upvotes, comments, github_stars, published_at. */
export function readHfDaily(paper: JsonObject, note: Note): Reading {
  const arxiv = arxivIdIn(textIn(paper['arxiv_id']) ?? '', note)
  if (!arxiv) throw new NotAPaper(`${shown(paper['arxiv_id'])} is no arXiv id.`)

  const posting = postingOf(paper, note)
  return {
    source: 'hf-daily',
    externalId: nameInList(arxiv, posting),
    draft: {
      ids: { arxiv },
      title: titleIn(paper['title']),
      abstract: abstractIn(paper['abstract'], paragraphs),
      authors: authorsIn(paper['authors']),
      published: dateIn(textIn(paper['published_at']), note),
      links: [
        ...textsIn(paper['github']).flatMap((url) => linksIn(url, note, 'code')),
        ...textsIn(paper['project']).flatMap((url) => linksIn(url, note, 'project')),
      ],
      posting,
      stars: countIn(paper['github_stars']),
    },
  }
}

function postingOf(paper: JsonObject, note: Note): Posting | undefined {
  const { date: day, position, upvotes: votes, comments } = paper
  if (textIn(day) === undefined) {
    note('The day of its list is missing: the paper belongs to no list.')
    return undefined
  }
  const fromOne = typeof position === 'number' ? position + 1 : position
  return postingIn({ day, position: fromOne, votes, comments }, note)
}
