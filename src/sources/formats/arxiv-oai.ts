import { parseArxivId } from '../../papers/ids.ts'
import { authorNames } from '../fields/authors.ts'
import { categoriesIn } from '../fields/categories.ts'
import { idsInDoi } from '../fields/ids.ts'
import { arxivParagraphs, oneLine } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import { dateIn } from '../fields/when.ts'
import { withdrawnIn } from '../fields/withdrawn.ts'
import { childrenOf, textOf, type XmlElement } from '../fields/xml.ts'
import { NotAPaper, type Note, type Reading } from '../reading.ts'

/** OAI-PMH with metadataPrefix arXiv: one <author> each, dates as days. Affiliations are left out. */
export function readArxivOai(content: XmlElement, identifier: string | null, note: Note): Reading {
  const arxiv = parseArxivId(textOf(content, 'id') ?? '') ?? identifier
  if (!arxiv) throw new NotAPaper('The record has no arXiv id.')

  const venue = textOf(content, 'journal-ref')
  const comment = textOf(content, 'comments')
  const abstract = abstractIn(textOf(content, 'abstract'), arxivParagraphs)
  return {
    source: 'arxiv-oai',
    externalId: arxiv,
    draft: {
      ids: { ...idsInDoi(textOf(content, 'doi'), note), arxiv },
      title: titleIn(textOf(content, 'title')),
      abstract,
      authors: authorNames(childrenOf(childrenOf(content, 'authors')[0], 'author').map(nameOf)),
      published: dateIn(textOf(content, 'created'), note),
      updated: dateIn(textOf(content, 'updated'), note)?.at,
      venue: venue && oneLine(venue),
      categories: categoriesIn(textOf(content, 'categories')),
      withdrawn: withdrawnIn(comment, abstract),
      comment: comment && oneLine(comment),
    },
  }
}

function nameOf(author: XmlElement): string {
  const parts = ['forenames', 'keyname', 'suffix'].map((part) => textOf(author, part)?.trim())
  return parts.filter(Boolean).join(' ')
}
