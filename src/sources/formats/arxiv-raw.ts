import { parseArxivId } from '../../papers/ids.ts'
import { authorsOfLine } from '../fields/author-string.ts'
import { categoriesIn } from '../fields/categories.ts'
import { idsInDoi } from '../fields/ids.ts'
import { arxivParagraphs, oneLine } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import { versionsIn } from '../fields/versions.ts'
import { withdrawnIn } from '../fields/withdrawn.ts'
import { childrenOf, textOf, type XmlElement } from '../fields/xml.ts'
import { NotAPaper, type Note, type Reading } from '../reading.ts'

/** OAI-PMH with metadataPrefix arXivRaw: authors in one line, and the moment of every version. */
export function readArxivRaw(content: XmlElement, identifier: string | null, note: Note): Reading {
  const arxiv = parseArxivId(textOf(content, 'id') ?? '') ?? identifier
  if (!arxiv) throw new NotAPaper('The record has no arXiv id.')

  const venue = textOf(content, 'journal-ref')
  const comment = textOf(content, 'comments')
  const abstract = abstractIn(textOf(content, 'abstract'), arxivParagraphs)
  const versions = childrenOf(content, 'version').map((version) => ({
    name: version.attributes['version'],
    date: textOf(version, 'date'),
  }))
  return {
    source: 'arxiv-raw',
    externalId: arxiv,
    draft: {
      ids: { ...idsInDoi(textOf(content, 'doi'), note), arxiv },
      title: titleIn(textOf(content, 'title')),
      abstract,
      authors: authorsOfLine(textOf(content, 'authors') ?? ''),
      ...versionsIn(versions, note),
      venue: venue && oneLine(venue),
      categories: categoriesIn(textOf(content, 'categories')),
      withdrawn: withdrawnIn(comment, abstract),
      comment: comment && oneLine(comment),
    },
  }
}
