import type { Draft } from '../../papers/paper.ts'
import { parseArxivId } from '../../papers/ids.ts'
import { authorNames } from '../fields/authors.ts'
import { idsInDoi } from '../fields/ids.ts'
import { arxivParagraphs, oneLine } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import { dateIn } from '../fields/when.ts'
import { withdrawnIn } from '../fields/withdrawn.ts'
import { NAMESPACES, textOf, textsOf, type XmlElement } from '../fields/xml.ts'
import { NotAPaper, type Note, type Reading } from '../reading.ts'

const COMMENT = /^\s*comments?:\s*/i
const DOI = /^\s*doi:\s*/i

/**
 * OAI-PMH with metadataPrefix oai_dc, which every archive speaks. arXiv puts the author's note among the
 * descriptions, and address, journal and DOI among the identifiers. Its subjects are names of fields and not
 * categories, so no categories are read.
 */
export function readArxivDc(content: XmlElement, identifier: string | null, note: Note): Reading {
  const texts = (name: string) => textsOf(content, name, NAMESPACES.dc)
  const identifiers = texts('identifier')
  const arxiv = identifiers.map(parseArxivId).find(Boolean) ?? identifier
  if (!arxiv) throw new NotAPaper('The record has no arXiv id.')

  const descriptions = texts('description')
  const abstract = abstractIn(
    descriptions.find((text) => !COMMENT.test(text)),
    arxivParagraphs,
  )
  const comment = descriptions.find((text) => COMMENT.test(text))?.replace(COMMENT, '')
  const venue = identifiers.find((text) => !DOI.test(text) && !/^\s*https?:/.test(text))
  const [created, ...revised] = texts('date').map((text) => dateIn(text, note))
  const draft: Draft = {
    ids: { ...idsInDoi(identifiers.find((text) => DOI.test(text))?.replace(DOI, ''), note), arxiv },
    title: titleIn(textOf(content, 'title', NAMESPACES.dc)),
    abstract,
    authors: authorNames(texts('creator')),
    published: created,
    updated: revised.at(-1)?.at,
    venue: venue && oneLine(venue),
    withdrawn: withdrawnIn(comment, abstract),
    comment: comment && oneLine(comment),
  }
  return { source: 'arxiv-dc', externalId: arxiv, draft }
}
