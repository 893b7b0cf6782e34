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

/** Another name of what some of the query says: 'llm' of 'large language models', or its words of 'LLM'. */
export interface OtherName {
  of: Token[]
  words: string[]
}

/** The other names of what is asked for, in the order of what they name. `text` is what the tokens were cut from. */
export function otherNames(tokens: Token[], text: string): OtherName[] {
  const plain = tokens.filter((token) => !token.joined)
  return plain.flatMap((token, i) => {
    const long = wordsOfShort(token, text)
    return [
      ...(long ? [{ of: [token], words: long }] : []),
      ...acronymsOf(plain, i).map(({ short, long: words }) => ({
        of: plain.slice(i, i + words.length),
        words: [short],
      })),
    ]
  })
}

/** 'rag' and 'gas' are words too: an acronym is one that is written in capitals, or that nobody could pronounce. */
function wordsOfShort({ text: word, start, end }: Token, text: string): string[] | null {
  const known = byShort.get(word) ?? byShort.get(word.replace(/s$/, ''))
  if (!known) return null // before looking at what was typed, which for ideographs is all of them, each time
  const isShort = /^[^a-z]+s?$/.test(text.slice(start, end)) || /^[^aeiouy]+$/.test(word)
  return isShort ? known.long : null
}

/** The acronyms of the words that begin at a place. */
function acronymsOf(tokens: Token[], at: number): Acronym[] {
  const begun = byFirstStem.get(tokens[at]!.stem) ?? []
  return begun.filter(({ long }) => long.every((word, i) => tokens[at + i]?.stem === stem(word)))
}
