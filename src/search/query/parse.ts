import { analyse, type Token } from '../analysis/analyse.ts'
import { nameOf } from '../analysis/name.ts'
import { isStopWord } from '../analysis/stop-words.ts'
import { plainTitle } from '../../papers/text.ts'
import { otherNames, type OtherName } from './acronyms.ts'
import { askedOf } from './asked.ts'
import { conditionsOf, isQueryField, phraseOf } from './conditions.ts'
import { cutQuery, LONGEST_QUERY, type Piece } from './cut.ts'
import { inARow } from './in-a-row.ts'
import { pastedId } from './pasted.ts'
import { queryWord, type Clause, type Query, type QueryWord } from './query.ts'

/** What stands beside a word weighs, as part of a word. */
export interface Shares {
  joined: number // a compound as one word
  part: number // each of its parts
  quantity: number // a size in its one spelling
  quantityPart: number // each piece of how it was typed: '20' and 'million'
  other: number // the other name of what was asked for, together
}

/** Chosen by `npm run tune:search`. */
export const SHARES: Shares = { joined: 0.5, part: 0.7, quantity: 1, quantityPart: 0.3, other: 0.5 }

/** Time to answer must have a bound; an abstract pasted whole has about a hundred distinct words. */
const MOST_WORDS = 128

/**
 * Words that are read, repeated ones too, so that no score needs more than 32 bits: with the other names and spellings, and 1.1 for the
 * unstemmed forms, 640 shares of a logarithm below 24, in thousandths, times an impact of 255.
 */
const MOST_READ = 512

const QUESTION =
  /^(?:how|what|which|who|whom|whose|when|where|why|can|could|do|does|did|is|are|was|were|should|will|would)\b/i

/** Reads whatever was typed. Nothing is an error; `notes` tell what was made of the odd parts. */
export function parseQuery(typed: string, shares = SHARES): Query {
  const { pieces, notes } = cutQuery(typed, isQueryField)
  const clauses: Clause[] = []
  const texts: string[] = []
  let quoted = false

  for (const piece of pieces) {
    const clause = clauseOf(piece)
    if (piece.field !== null && clause === null) {
      notes.push(`“${piece.field}:” knows no “${piece.value}”, so it was searched as words`)
      texts.push(`${piece.field} ${piece.value}`)
      continue
    }
    if (clause) clauses.push(clause)
    if (piece.quoted && !piece.not) quoted = true
    if (!piece.not && saysWords(piece)) texts.push(piece.value)
  }

  const plain = plainTitle(texts.join(' '))
  const tokens = analyse(plain)
  const others = otherNames(tokens, plain)
  const words = wordsOf(tokens, others, shares)
  return {
    text: plain,
    words,
    asked: askedOf(tokens, others),
    clauses,
    pasted: pastedId(typed.slice(0, LONGEST_QUERY)),
    name: clauses.length === 0 ? nameOf(plain) : '',
    isQuestion: /[?？]\s*$/.test(typed) || QUESTION.test(plain),
    isPrecise: quoted || words.length === 0,
    notes: [...new Set(notes)],
  }
}

function saysWords({ field }: Piece): boolean {
  return (
    field === null ||
    ['title', 'abstract', 'abs', 'system', 'author', 'authors', 'org'].includes(field)
  )
}

function clauseOf({ field, value, quoted, not }: Piece): Clause | null {
  if (field === null) {
    if (!quoted && !not) return null
    const phrase = phraseOf(value, null)
    return (
      phrase && {
        anyOf: [{ kind: 'phrase', phrase }],
        not,
        shown: `${not ? '-' : ''}${quoted ? `"${value}"` : value}`,
      }
    )
  }
  const anyOf = conditionsOf(field, value, quoted)
  return (
    anyOf && { anyOf, not, shown: `${not ? '-' : ''}${field}:${quoted ? `"${value}"` : value}` }
  )
}

/** Each different word once, without stop words unless there is nothing else; then the other names. */
function wordsOf(tokens: Token[], others: OtherName[], shares: Shares): QueryWord[] {
  const telling = tokens.filter((token) => !isStopWord(token.text))
  const placed = inARow(tokens)
  const shareOf = sharing(tokens, placed, shares)
  const words = new Map<string, QueryWord>()
  for (const token of (telling.length > 0 ? telling : tokens).slice(0, MOST_READ)) {
    const { text, stem, exact, joined: isJoined } = token
    const share = shareOf(token)
    const known = words.get(text)
    if (known) known.share += share
    else if (words.size < MOST_WORDS)
      words.set(text, {
        text,
        stem,
        exact,
        share,
        isTyped: true,
        isJoined,
        hasPlace: placed.has(token),
      })
  }
  for (const { words: ofName } of others) {
    for (const text of ofName) {
      if (words.has(text) || isStopWord(text) || words.size >= MOST_WORDS) continue
      words.set(text, queryWord(text, shares.other / ofName.length, false))
    }
  }
  return [...words.values()]
}

/** How much of a word's weight each token has. `placed` are those `inARow`. */
function sharing(tokens: Token[], placed: Set<Token>, shares: Shares): (token: Token) => number {
  const compounds = new Set(tokens.filter(({ joined }) => joined).map(({ start }) => start))
  return (token) => {
    if (token.isQuantity) return shares.quantity
    if (token.joined) return shares.joined
    if (!placed.has(token)) return shares.quantityPart
    return compounds.has(token.start) ? shares.part : 1
  }
}
