import type { Paper } from '../../papers/paper.ts'
import { identities } from '../identities.ts'
import { isoDate } from '../ui/dates.ts'

/** The paper as an item of CSL-JSON, which citation programs and Zotero read. */
export function paperCsl(paper: Paper) {
  const { published, ids, venue } = paper
  return {
    id: paper.id,
    type: venue ? 'article-journal' : 'article',
    title: paper.titleText,
    author: paper.authors.map((name) => ({ literal: name })),
    ...(published && { issued: { 'date-parts': [isoDate(published).split('-').map(Number)] } }),
    ...(venue && { 'container-title': venue }),
    ...(paper.abstractText && { abstract: paper.abstractText }),
    ...(ids.doi && { DOI: ids.doi }),
    ...(ids.arxiv && { archive: 'arXiv', archive_location: `arXiv:${ids.arxiv}` }),
    URL: identities(paper)[0]?.url,
  }
}
