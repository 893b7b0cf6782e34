import { renderFragment, renderTitle } from '../papers/text.ts'
import type { Span } from '../reading/finding.ts'
import { sentencesOf } from '../reading/sentences.ts'

/** A quote in its sentence, as plain text. */
export interface Quoted {
  quoteText: string
  sentence: string // the quote alone, when the text has changed since it was read
}

const SENTENCE_LENGTH_MAX = 600 // longer ones are lists: a row shows the part around its quote

/** What a person would type for a quote of the raw abstract and for the sentence around it. */
export function quoted(abstract: string, quote: string, [start, end]: Span): Quoted {
  const raw = abstract.slice(start, end)
  const at = raw.indexOf(quote)
  const quoteText = renderFragment(quote, abstract)
  if (at < 0) return { quoteText, sentence: quoteText }
  const from = Math.max(0, Math.min(at - SENTENCE_LENGTH_MAX / 2, raw.length - SENTENCE_LENGTH_MAX))
  const shown = raw.slice(from, Math.max(from + SENTENCE_LENGTH_MAX, at + quote.length))
  const cutBefore = from > 0 ? '… ' : ''
  const cutAfter = from + shown.length < raw.length ? ' …' : ''
  const sentence = renderTitle(shown.toWellFormed()).text
  return { quoteText, sentence: `${cutBefore}${sentence}${cutAfter}` }
}

/** The same for the first place where the words stand in the raw abstract. Null when they do not. */
export function quotedIn(abstract: string, words: string): Quoted | null {
  const at = words === '' ? -1 : abstract.indexOf(words)
  const sentence = at < 0 ? undefined : sentencesOf(abstract).findLast(([start]) => start <= at)
  return sentence ? quoted(abstract, words, sentence) : null
}
