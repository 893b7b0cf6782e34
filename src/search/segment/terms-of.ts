import { isStopWord } from '../analysis/stop-words.ts'
import type { Word } from '../analysis/words.ts'
import { FIELDS } from '../document.ts'

/** Fields short enough to keep everything: unstemmed forms, so that names match as they are written, and stop words. */
export function keepsEverything(field: number): boolean {
  return FIELDS[field] !== 'abstract'
}

/**
 * The terms by which a word of a field is found. In abstracts, stop words are half of the text and never what is asked for,
 * and unstemmed forms made no benchmark better (see docs/search.md), so neither is indexed there.
 */
export function termsOfWord({ text, stem, exact }: Word, field: number): string[] {
  if (keepsEverything(field)) return exact === stem ? [stem] : [stem, exact]
  return isStopWord(text) ? [] : [stem]
}
