import { jsonText } from '../database/rows.ts'
import type { Derived } from './derive.ts'
import { authorKey } from './names.ts'
import type { StoredText } from './render.ts'

/** What saving writes of a paper. The database adds the number of the change. */
export const PAPER_COLUMNS = {
  id: 'text',
  title: 'text',
  title_text: 'text',
  title_html: 'text',
  abstract: 'text',
  abstract_html: 'text',
  opening: 'text',
  authors: 'text[]',
  author_keys: 'text[]',
  published_at: 'timestamptz',
  published_precision: 'text',
  updated_at: 'timestamptz',
  venue: 'text',
  categories: 'text[]',
  links: 'jsonb',
  versions: 'jsonb',
  withdrawn: 'boolean',
  comment: 'text',
  ids: 'jsonb',
  day: 'date',
  position: 'integer',
  votes: 'integer',
  comments: 'integer',
  heat: 'double precision',
  attention: 'jsonb',
  hidden_reason: 'text',
} as const

/** A row of `papers` but for its id, its heat and whether it is hidden, which depend on what is stored. */
export type PaperRow = ReturnType<typeof paperRow>

export function paperRow(paper: Derived, text: StoredText) {
  return {
    title: paper.title,
    abstract: paper.abstract,
    ...text,
    authors: oneLineEach(paper.authors),
    author_keys: oneLineEach([...new Set(paper.authors.map(authorKey))]),
    published_at: paper.published?.at ?? null,
    published_precision: paper.published?.precision ?? null,
    updated_at: paper.updated,
    venue: paper.venue,
    categories: oneLineEach(paper.categories),
    links: paper.links.length ? jsonText(paper.links) : null,
    versions: paper.versions.length ? jsonText(paper.versions) : null,
    withdrawn: paper.withdrawn,
    comment: paper.comment,
    ids: jsonText(paper.ids),
    day: paper.day,
    position: paper.position,
    votes: paper.votes,
    comments: paper.comments,
  }
}

/** The items that say something, as `given` takes them. */
function oneLineEach(items: string[]): string[] {
  return items.flatMap((item) => (item === '' ? [] : item.replaceAll('\n', ' ')))
}
