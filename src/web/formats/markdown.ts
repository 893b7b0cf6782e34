import type { Paper } from '../../papers/paper.ts'
import { identities } from '../identities.ts'
import { isoDate } from '../ui/dates.ts'
import { safeUrl } from '../ui/safe-url.ts'

/** The paper as Markdown, for people and programs that read plain text. `address` is that of its page. */
export function paperMarkdown(paper: Paper, address: string): string {
  const facts = [
    paper.withdrawn && 'This paper has been withdrawn.',
    paper.published && `Published: ${isoDate(paper.published)}`,
    paper.venue && `Venue: ${inline(paper.venue)}`,
    paper.categories.length > 0 && `Subjects: ${inline(paper.categories.join(', '))}`,
    ...identities(paper).map(
      ({ name, value, url }) => `${name}: [${inline(value)}](${target(url)})`,
    ),
    ...links(paper),
    `Page: <${address}>`,
  ].filter((fact) => fact)

  const parts = [
    `# ${inline(paper.titleText)}`,
    paper.authors.map(inline).join(', '),
    facts.map((fact) => `- ${fact}`).join('\n'),
    paper.abstractText && `## Abstract\n\n${paragraphs(paper.abstractText)}`,
  ].filter((part) => part)
  return `${parts.join('\n\n')}\n`
}

function links(paper: Paper): string[] {
  return paper.links.flatMap(({ url, kind }) => {
    const href = safeUrl(url)
    return href ? [`${kind[0]!.toUpperCase()}${kind.slice(1)}: <${href}>`] : []
  })
}

function paragraphs(text: string): string {
  return text
    .split(/\n{2,}/)
    .map(inline)
    .join('\n\n')
}

/** One line in which no character is markup: 'a_b' stays as it is, '_b_' and '<b>' lose their meaning. */
function inline(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*[\]<]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(BLOCK_START, (mark) => `${mark.slice(0, -1)}\\${mark.slice(-1)}`)
}

/** What would make a line a heading, a quotation, an item of a list or a rule. */
const BLOCK_START = /^ *(?:#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[=~-]{2,}|\d+[.)](?=\s|$))/

/** A closing bracket would end the link. */
function target(url: string): string {
  return url.replaceAll('(', '%28').replaceAll(')', '%29')
}
