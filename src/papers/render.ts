import { renderAbstract, renderTitle } from './text.ts'

/** How a title and an abstract are kept ready to be shown. Null stands for what would only be stored twice. */
export interface StoredText {
  title_text: string | null // null: the title itself
  title_html: string | null // null: the title's text, which then needs no escape
  abstract_html: string | null // null: the abstract itself as one paragraph, which then needs no escape
  opening: string
}

/** Renders once, when a paper is saved. HTML is made nowhere else; the plain text of an abstract is made when asked for. */
export function renderForStorage(title: string, abstract: string): StoredText {
  const heading = renderTitle(title)
  const body = renderAbstract(abstract, title)
  return {
    title_text: heading.text === title ? null : heading.text,
    title_html: heading.html === heading.text ? null : heading.html,
    abstract_html: body.html === asParagraph(abstract) ? null : body.html,
    opening: opening(body.text),
  }
}

/** The inverse: what a row with these columns shows. */
export function storedText(row: {
  title: string
  title_text: string | null
  title_html: string | null
}) {
  const titleText = row.title_text ?? row.title
  return { titleText, titleHtml: row.title_html ?? titleText }
}

export function storedAbstractHtml(row: {
  abstract: string
  abstract_html: string | null
}): string {
  return row.abstract_html ?? asParagraph(row.abstract)
}

function asParagraph(text: string): string {
  return text === '' ? '' : `<p>${text}</p>`
}

const OPENING_LENGTH_MAX = 240 // three lines of a card: enough to decide whether to read on

/**
 * How a text begins: its first sentence, or as many whole words of it as fit into 240 characters, then '…'.
 * A full stop ends a sentence only before a space and a capital, and not after an initial or 'e.g.'.
 */
export function opening(text: string): string {
  const paragraph = text.split('\n', 1)[0]!
  const sentence =
    /^.*?(?<![A-Z]|\b(?:e\.g|i\.e|cf|vs|al|resp|Fig|Eq|approx))[.!?](?= +[\p{Lu}\p{N}“"'([])/u.exec(
      paragraph.slice(0, OPENING_LENGTH_MAX + 1),
    )
  if (sentence) return sentence[0]
  if (paragraph.length <= OPENING_LENGTH_MAX) return paragraph

  const cut = paragraph.lastIndexOf(' ', OPENING_LENGTH_MAX - 1)
  return `${paragraph.slice(0, cut > 0 ? cut : OPENING_LENGTH_MAX - 1).replace(/[\s,;:–—-]+$/, '')}…`
}
