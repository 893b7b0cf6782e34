import { analyse, type Token } from '../analysis/analyse.ts'
import { nameOf } from '../analysis/name.ts'
import { isStopWord } from '../analysis/stop-words.ts'
import { renderTitle } from '../../papers/text.ts'
import { conditionsOf, isQueryField, phraseOf } from './conditions.ts'
import { cutQuery, LONGEST_QUERY, type Piece } from './cut.ts'
import { pastedId } from './pasted.ts'
import type { Clause, Query, QueryWord } from './query.ts'

/** What a compound and its parts weigh, as parts of a word. */
export interface Shares {
  joined: number
  part: number
}

/** Chosen by `npm run tune:search`. */
export const SHARES: Shares = { joined: 0.5, part: 0.7 }

/** Time to answer must have a bound; an abstract pasted whole has about a hundred distinct words. */
const MOST_WORDS = 128

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

  const plain = renderTitle(texts.join(' ')).text
  const words = wordsOf(analyse(plain), shares)
  return {
    text: plain,
    words,
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

/** Each different word once, without stop words unless there is nothing else. */
function wordsOf(tokens: Token[], shares: Shares): QueryWord[] {
  const telling = tokens.filter((token) => !isStopWord(token.text))
  const compounds = new Set(tokens.filter((token) => token.joined).map((token) => token.start))
  const words = new Map<string, QueryWord>()
  for (const { text, stem, exact, joined, start } of telling.length > 0 ? telling : tokens) {
    const share = joined ? shares.joined : compounds.has(start) ? shares.part : 1
    const known = words.get(text)
    if (known) known.share += share
    else if (words.size < MOST_WORDS) words.set(text, { text, stem, exact, share })
  }
  return [...words.values()]
}
