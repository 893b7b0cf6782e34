import { readFileSync } from 'node:fs'
import type { Token } from '../analysis/analyse.ts'
import { stem } from '../analysis/stem.ts'

/** The acronyms that papers define most often, one a line, learned by bench/search/acronyms.ts from 300,000 papers. */
const USUAL = new URL('../../../sample/acronyms.tsv', import.meta.url)

interface Acronym {
  short: string
  long: string[] // words
}

const usual: Acronym[] = readFileSync(USUAL, 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const [short, long] = line.split('\t')
    return { short: short!, long: long!.split(' ') }
  })
const byShort = new Map(usual.map((acronym) => [acronym.short, acronym]))
const byFirstStem = Map.groupBy(usual, ({ long }) => stem(long[0]!))

/** A word that says in another way what some of the query says; `part` is how much of that it says. */
export interface OtherWord {
  text: string
  part: number
}

/**
 * What is asked for by the other name of something: the words of 'LLM', and 'llm' for 'large language models'. The words of a
 * long name share its weight. `text` is what the tokens were cut from.
 */
export function otherNames(tokens: Token[], text: string): OtherWord[] {
  const plain = tokens.filter((token) => !token.joined)
  return plain.flatMap((token, i) => [
    ...(wordsOfShort(token, text)?.map((word, _, { length }) => ({
      text: word,
      part: 1 / length,
    })) ?? []),
    ...(shortOfWords(plain, i)?.map((word) => ({ text: word, part: 1 })) ?? []),
  ])
}

/** 'rag' and 'gas' are words too: an acronym is one that is written in capitals, or that nobody could pronounce. */
function wordsOfShort({ text: word, start, end }: Token, text: string): string[] | null {
  const isShort = /^[^a-z]+s?$/.test(text.slice(start, end)) || /^[^aeiouy]+$/.test(word)
  if (!isShort) return null
  return (byShort.get(word) ?? byShort.get(word.replace(/s$/, '')))?.long ?? null
}

/** The acronyms of the words that begin at a place. */
function shortOfWords(tokens: Token[], at: number): string[] | null {
  const named = byFirstStem
    .get(tokens[at]!.stem)
    ?.filter(({ long }) => long.every((word, i) => tokens[at + i]?.stem === stem(word)))
  return named ? named.map(({ short }) => short) : null
}
