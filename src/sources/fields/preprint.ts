import { parseArxivId } from '../../papers/ids.ts'

const MENTION =
  /(?:arxiv[:\s]\s*|arxiv\.org\/(?:abs|pdf)\/|^\s*abs\/)([a-z-]+(?:\.[a-z]{2})?\/\d{7}|\d{4}\.\d{4,5})/i

/** The arXiv id in a reference to arXiv, as in 'arXiv preprint arXiv:2406.01234' or 'abs/2406.01234'. */
export function arxivInText(text: string): string | null {
  const found = text.length < 1000 ? MENTION.exec(text) : null
  return found ? parseArxivId(found[1]!) : null
}

/** Whether the name of a journal only says that it is a preprint, which is no venue. */
export function isPreprintServer(venue: string): boolean {
  return /^(?:corr|(?:arxiv|biorxiv|medrxiv)\b.*)$/i.test(venue.replace(/[{}]/g, '').trim())
}
