import { stem } from '../analysis/stem.ts'
import type { Field } from '../document.ts'

/** A word to score by. */
export interface QueryWord {
  text: string // folded, as typed
  stem: string
  exact: string
  share: number // of a whole word's weight: see `Shares`
  isTyped: boolean // false for another name of what was typed
  isJoined: boolean // a compound as one word: its parts are words too
  hasPlace: boolean // stands before and after others: a size does, and its parts do not, which are written in many ways
}

export function queryWord(text: string, share: number, isTyped: boolean): QueryWord {
  const stemmed = stem(text)
  return {
    text,
    stem: stemmed,
    exact: stemmed === text ? text : `=${text}`,
    share,
    isTyped,
    isJoined: false,
    hasPlace: true,
  }
}

/** One thing that was asked for, by the ways to say it: a paper says it that has all the stems of one way. */
export type Asked = string[][]

/**
 * Words that must stand in this order, each `at` its place; `term` is a stem, or for authors the form as typed. One word is a
 * phrase too. Stop words are not asked for where other words are, but keep their place.
 */
export interface Phrase {
  words: { term: string; at: number }[]
  field: Field | null // null: any field, but all of it in one
}

export type Condition =
  | { kind: 'phrase'; phrase: Phrase }
  | { kind: 'category' | 'topic' | 'source' | 'venue'; value: string }
  | { kind: 'year'; from: number; to: number }
  | { kind: 'day'; from: number; to: number } // days since 1970
  | { kind: 'has'; trait: number } // place in `TRAITS`
  | { kind: 'survey' }

/** At least one of the conditions, or with `not`, none of them. */
export interface Clause {
  anyOf: Condition[]
  not: boolean
  shown: string // as a person would write it: 'author:"Yann LeCun"'
}

export interface Query {
  text: string // the words and phrases as one clean text, for the meaning model
  words: QueryWord[]
  asked: Asked[] // the same as a list of demands, for orders other than by score
  clauses: Clause[]
  pasted: string | null // an id that the whole query names: go to that paper
  name: string // what was asked for, folded, if it is the name of something: 'swin transformer'
  isQuestion: boolean
  isPrecise: boolean // quoted, or nothing but filters: meaning has no say
  notes: string[] // what was made of it where that may surprise: 'the quote was closed at the end'
}
