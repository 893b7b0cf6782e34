import { html, raw } from 'hono/html'
import type { Paper } from '../../papers/paper.ts'
import { doiAddress } from '../identities.ts'
import { paths } from '../paths.ts'
import { isoDate } from '../ui/dates.ts'
import { safeUrl } from '../ui/safe-url.ts'

const AUTHORS_IN_META = 100 // reference managers need the authors, but a collaboration of thousands would double the page

/** What reference managers and Google Scholar read: Highwire tags and schema.org's ScholarlyArticle. */
export function citationMeta(paper: Paper, publicUrl: string) {
  const tags: [string, string | null | undefined][] = [
    ['citation_title', paper.titleText],
    ...paper.authors
      .slice(0, AUTHORS_IN_META)
      .map((name): [string, string] => ['citation_author', name]),
    ['citation_publication_date', paper.published && isoDate(paper.published).replaceAll('-', '/')],
    ['citation_doi', paper.ids.doi],
    ['citation_arxiv_id', paper.ids.arxiv],
    ['citation_pdf_url', pdfUrl(paper)],
  ]
  return html`${tags.map(([name, value]) => value && html`<meta name="${name}" content="${value}" /> `)}
    <script type="application/ld+json">
      ${raw(jsonLd(paper, publicUrl))}
    </script>`
}

function pdfUrl({ links }: Paper): string | null {
  const pdf = links.find(({ kind }) => kind === 'pdf')
  return pdf ? safeUrl(pdf.url) : null
}

/** A '<' inside would be read by the HTML parser, so all are written as escapes, which mean the same in JSON. */
function jsonLd(paper: Paper, publicUrl: string): string {
  return JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'ScholarlyArticle',
    headline: paper.titleText,
    url: publicUrl + paths.paper(paper.id),
    author: paper.authors.slice(0, AUTHORS_IN_META).map((name) => ({ '@type': 'Person', name })),
    ...(paper.published && { datePublished: isoDate(paper.published) }),
    ...(paper.ids.doi && { sameAs: doiAddress(paper.ids.doi) }),
  }).replaceAll('<', '\\u003c')
}
