import { parseArxivId } from '../../papers/ids.ts'
import type { Draft } from '../../papers/paper.ts'
import { authorNames } from '../fields/authors.ts'
import { categoriesIn } from '../fields/categories.ts'
import { idsInDoi } from '../fields/ids.ts'
import { arxivParagraphs, oneLine } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import { dateIn } from '../fields/when.ts'
import { withdrawnIn } from '../fields/withdrawn.ts'
import { childrenOf, NAMESPACES, textOf, textsOf, type XmlElement } from '../fields/xml.ts'
import { NotAPaper, type Note, type Reading } from '../reading.ts'
import { announcementIn } from './arxiv-announcement.ts'
import { shown } from '../fields/shown.ts'

/** An entry of arXiv's Atom: an answer of its API, or a listing of the day. */
export function readArxivAtom(entry: XmlElement, note: Note): Reading {
  const id = textOf(entry, 'id') ?? ''
  if (/\/api\/errors/.test(id)) {
    throw new NotAPaper(
      `arXiv answered with an error: ${oneLine(textOf(entry, 'summary') ?? 'unknown')}`,
    )
  }
  const arxiv = parseArxivId(id)
  if (!arxiv) throw new NotAPaper(`${shown(id)} is no arXiv id.`)

  const { summary } = announcementIn(textOf(entry, 'summary'))
  const comment = textOf(entry, 'comment', NAMESPACES.arxiv)
  const venue = textOf(entry, 'journal_ref', NAMESPACES.arxiv)
  const abstract = abstractIn(summary, arxivParagraphs)
  return {
    source: 'arxiv-atom',
    externalId: arxiv,
    draft: {
      ids: { ...idsInDoi(textOf(entry, 'doi', NAMESPACES.arxiv), note), arxiv },
      title: titleIn(textOf(entry, 'title')),
      abstract,
      authors: authorsOf(entry),
      ...datesOf(entry, id, note),
      venue: venue && oneLine(venue),
      categories: categoriesOf(entry),
      withdrawn: withdrawnIn(comment, abstract),
      comment: comment && oneLine(comment),
    },
  }
}

function authorsOf(entry: XmlElement): string[] {
  const names = childrenOf(entry, 'author').flatMap((author) => textOf(author, 'name') ?? [])
  return authorNames(names.length > 0 ? names : textsOf(entry, 'creator', NAMESPACES.dc))
}

function categoriesOf(entry: XmlElement): string[] | undefined {
  const terms = [
    ...childrenOf(entry, 'primary_category', NAMESPACES.arxiv),
    ...childrenOf(entry, 'category'),
  ]
  return categoriesIn(terms.map(({ attributes }) => attributes['term'] ?? ''))
}

/** `published` is the moment of the first version, `updated` that of the version in the id; those between are not told. */
function datesOf(
  entry: XmlElement,
  id: string,
  note: Note,
): Pick<Draft, 'published' | 'updated' | 'versions'> {
  const published = dateIn(textOf(entry, 'published'), note)
  const updated = dateIn(textOf(entry, 'updated'), note)
  const number = Number(/v(\d{1,4})$/.exec(id.trim())?.[1] ?? 1)
  const versions = published ? [{ number: 1, at: published.at }] : []
  if (updated && number > 1) versions.push({ number, at: updated.at })
  return { published, updated: number > 1 ? updated?.at : undefined, versions }
}
