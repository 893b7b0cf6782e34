import type { Span } from './finding.ts'

/** A word of a sentence without the punctuation around it, which is kept beside it: both carry meaning. */
export interface Word {
  text: string
  lower: string
  start: number // in the whole text
  end: number
  before: string // opening punctuation glued in front, such as '('
  after: string // closing punctuation glued behind, and free-standing dashes up to the next word
}

/** Runs without spaces. Dashes (but not that of "62--73") and ties (~) separate too, unless a tie means "about" in front of a number. */
const RUN = /(?:~(?=\$?\d))?(?:(?<=\d)--(?=\d)|(?!--)[^\s~—])+|--+|—/g
const OPENING = '([{"\'`‘“«'
const CLOSING = ')]}"\'`’”»,;:.!?'

/** The words of one sentence, in order. A run of dashes or quotes alone is no word. */
export function wordsOf(text: string, [from, to]: Span): Word[] {
  const words: Word[] = []
  RUN.lastIndex = from
  for (let run = RUN.exec(text); run && run.index < to; run = RUN.exec(text)) {
    const first = run.index
    const last = Math.min(first + run[0].length, to)
    let start = first
    let end = last
    while (start < end && !isLetter(text.charCodeAt(start)) && OPENING.includes(text[start]!))
      start++
    while (end > start && !isLetter(text.charCodeAt(end - 1)) && closes(text, start, end)) end--
    const word = text.slice(start, end)
    if (!isLetter(word.charCodeAt(0)) && isPunctuation(word)) {
      const previous = words.at(-1)
      if (previous) previous.after += ` ${text.slice(first, last)}`
      continue
    }
    words.push({
      text: word,
      lower: word.toLowerCase(),
      start,
      end,
      before: text.slice(first, start),
      after: text.slice(end, last),
    })
  }
  return words
}

/** Most words begin and end with one, and need no closer look. */
const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)

const closes = (text: string, start: number, end: number) =>
  CLOSING.includes(text[end - 1]!) && !closesInside(text, start, end)

/** The brace of K_{fold} belongs to the name, the one of {LIMA} does not. */
function closesInside(text: string, start: number, end: number): boolean {
  const closing = text[end - 1]
  const opening = closing === '}' ? '{' : closing === ')' ? '(' : closing === ']' ? '[' : ''
  if (!opening) return false
  const at = text.lastIndexOf(opening, end - 1)
  return at > start && at > end - LONGEST_BRACED
}

const LONGEST_BRACED = 40

const isPunctuation = (word: string) => /^[-–—…|/.,:;•*]*$/.test(word)

/** Whether a clause ends between this word and the next one. */
export function breaksAfter(word: Word): boolean {
  return word.after !== '' && /[,;:()[\]–—]|--| -|\.$/.test(word.after)
}

/** The text from word `first` to word `last`, without the punctuation around it. */
export const textOf = (
  text: string,
  words: Word[],
  { first, last }: { first: number; last: number },
) => text.slice(words[first]!.start, words[last]!.end)
