import { bare, nameShape } from './systems/name.ts'
import { nameAt } from './systems/name-run.ts'
import { sentencesOf } from './sentences.ts'
import { textOf, wordsOf, type Word } from './words.ts'

/** A text that names more is a list. */
const MOST_NAMES = 80

/**
 * What a paper may be naming, its own things and those of others: every word that only a name looks like ("MapNet",
 * "ROAD-7B"), and every run of capitals ("Agent Q", "Tree of Roads"). A capitalised word that opens a sentence or
 * stands in a title is no name by that alone. Distinct, as the text has them, at most 80. Common property of the
 * field ("LLM", "BERT") is left out: it tells nothing.
 */
export function namesIn(title: string, abstract: string): string[] {
  const names = new Set<string>()
  for (const word of wordsOf(title, [0, title.length])) if (nameShape(word) >= 2) add(names, word)
  for (const span of sentencesOf(abstract)) {
    if (names.size >= MOST_NAMES) break
    namesOfSentence(abstract, wordsOf(abstract, span), names)
  }
  return [...names].slice(0, MOST_NAMES)
}

function namesOfSentence(abstract: string, words: Word[], names: Set<string>): void {
  for (let first = 0; first < words.length; first++) {
    const word = words[first]!
    const shape = nameShape(word)
    if (shape >= 2) add(names, word)
    if (shape === 0 || first === 0) continue
    const run = nameAt(words, first) ?? { last: first }
    names.add(bare(textOf(abstract, words, { first, last: run.last })))
    if (run.last > first)
      for (const part of words.slice(first, run.last + 1))
        if (nameShape(part) >= 2) add(names, part)
    first = run.last
  }
}

function add(names: Set<string>, { text }: Word): void {
  names.add(bare(text))
}
