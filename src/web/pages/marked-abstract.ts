import { html, raw } from 'hono/html'
import type { PaperClaim } from '../../catalogue/paper-findings-store.ts'
import type { Paper } from '../../papers/paper.ts'
import { renderAbstract } from '../../papers/text.ts'
import type { Span } from '../../reading/finding.ts'
import type { Html } from '../ui/html.ts'

/** An abstract with its claims marked, and which of them are: some stand inside a formula or a link. */
export interface MarkedAbstract {
  html: Html
  marked: Set<number> // numbers of claims, from 0
}

/** Private characters that stand in the raw text while it is rendered; no font shows them and no rule knows them. */
const SENTENCE = { open: '\ue010', close: '\ue011' }
const QUOTE = { open: '\ue012', close: '\ue013' }
const ANY = /[\ue010-\ue013]/g

interface Place {
  claim: number | null // of a quote; null: a sentence
  span: Span
}

const PLACES_TRIED = 40 // each that breaks the text costs a rendering; nobody reads more marks

/**
 * The abstract with every sentence that holds a claim set apart and the quote in it marked: a link to the claim's row,
 * with the claim in words for whoever points at it. Marks are set into the raw text, because that is where claims
 * stand, and are left out where rendering would not be just the same with them.
 */
export function markedAbstract(
  paper: Paper,
  claims: PaperClaim[],
  inWords: (claim: PaperClaim) => string,
): MarkedAbstract {
  const places = isFree(paper.abstract) ? placesOf(claims) : []
  const kept = fitting(paper, places)
  if (kept.length === 0) return { html: raw(paper.abstractHtml), marked: new Set() }
  const numbers = kept.flatMap(({ claim }) => claim ?? [])
  const pieces = rendering(paper, kept).split(/([\ue010-\ue013])/)
  let quotes = 0
  const parts = pieces.flatMap((piece) => {
    if (piece === SENTENCE.open) return raw('<span class="said">')
    if (piece === SENTENCE.close) return raw('</span>')
    if (piece === QUOTE.open) {
      const number = numbers[quotes]! + 1
      return raw(
        `<mark id="said-${number}"><a href="#claim-${number}" aria-describedby="tip-${number}">`,
      )
    }
    if (piece === QUOTE.close) {
      const number = numbers[quotes++]!
      const words = inWords(claims[number]!)
      return [
        raw('</a></mark>'),
        html`<span class="tip" role="tooltip" id="tip-${number + 1}">${words}</span>`,
      ]
    }
    return raw(piece)
  })
  return { html: html`${parts}`, marked: new Set(numbers) }
}

const isFree = (text: string) => text.search(ANY) < 0

/** In the order of the text, each sentence before what it holds. What overlaps an earlier quote is left out. */
function placesOf(claims: PaperClaim[]): Place[] {
  const places: Place[] = []
  let [sentenceEnd, quoteEnd] = [-1, -1]
  for (const [claim, { span, sentence }] of claims.entries()) {
    if (span[0] < quoteEnd || places.length >= PLACES_TRIED) continue
    if (sentence[0] >= sentenceEnd && sentence[0] >= quoteEnd) {
      places.push({ claim: null, span: sentence })
      sentenceEnd = sentence[1]
    }
    places.push({ claim, span })
    quoteEnd = span[1]
  }
  return places
}

/** Those places at which marks change nothing else: all at once, as is usual, else whichever do by themselves. */
function fitting(paper: Paper, places: Place[]): Place[] {
  const fits = (some: Place[]) => isSame(rendering(paper, some), paper.abstractHtml)
  if (places.length === 0 || fits(places)) return places
  const single = places.filter((place) => fits([place]))
  return fits(single) ? single : []
}

function rendering({ abstract, title }: Paper, places: Place[]): string {
  const marks = places.flatMap(({ claim, span: [start, end] }, order) => {
    const { open, close } = claim === null ? SENTENCE : QUOTE
    const inner = claim === null ? 0 : 1 // at one place a quote opens after its sentence and closes before it
    return [
      { at: start, rank: 2 + inner, order, mark: open },
      { at: end, rank: 1 - inner, order, mark: close },
    ]
  })
  marks.sort((a, b) => a.at - b.at || a.rank - b.rank || a.order - b.order)
  let text = ''
  let at = 0
  for (const { at: next, mark } of marks) {
    text += abstract.slice(at, next) + mark
    at = next
  }
  return renderAbstract(text + abstract.slice(at), title).html
}

const TOKEN = /<(\/?)([a-z]+\d?)[^>]*>|[\ue010-\ue013]/g

/** Without its marks it is the plain rendering, and no mark opens in one element and closes in another, or stands in a link or formula. */
function isSame(marked: string, plain: string): boolean {
  if (marked.replace(ANY, '') !== plain) return false
  const within: string[] = []
  for (const [token, closing, name] of marked.matchAll(TOKEN)) {
    if (name === undefined) {
      if (within.includes('a') || within.includes('math')) return false
      if (token === SENTENCE.open || token === QUOTE.open) within.push(token)
      else if (within.pop() !== OPENING[token]) return false
    } else if (token.search(ANY) >= 0) {
      return false // in an attribute
    } else if (closing) {
      if (within.pop() !== name) return false
    } else if (!VOID.test(name)) {
      if (name === 'a' && within.includes(QUOTE.open)) return false // a link in a link
      within.push(name)
    }
  }
  return within.length === 0
}

const OPENING: Record<string, string> = {
  [SENTENCE.close]: SENTENCE.open,
  [QUOTE.close]: QUOTE.open,
}
const VOID = /^(?:br|hr|img|wbr|mspace)$/
