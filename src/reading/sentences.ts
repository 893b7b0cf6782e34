import type { Span } from './finding.ts'

/** Words whose full stop does not end a sentence. Lower case, without the last stop. */
const ABBREVIATIONS = new Set(
  'e.g i.e eg ie al vs cf fig figs eq eqs sec ref refs no approx resp w.r.t dr prof st ca dept inc jr'.split(
    ' ',
  ),
)

/**
 * The sentences of a text as spans, without the white space around them.
 *
 * A full stop ends a sentence when a space follows and then no small letter, or when the space was lost between a
 * small word and a capitalised one ("… pre-training.We show …"). One pass over the text.
 */
export function sentencesOf(text: string): Span[] {
  const spans: Span[] = []
  let start = 0
  const close = (end: number) => {
    const from = skipSpace(text, start, end)
    let to = end
    while (to > from && isSpace(text.charCodeAt(to - 1))) to--
    if (to > from) spans.push(...pieces(text, from, to))
    start = end
  }

  STOP.lastIndex = 0
  for (let stop = STOP.exec(text); stop; stop = STOP.exec(text)) {
    const at = stop.index
    if (text[at] === '\n') close(at)
    else if (ends(text, start, at)) close(STOP.lastIndex)
  }
  close(text.length)
  return spans
}

/** Nobody writes longer ones; what looks like one is a table or noise, and every later step reads a sentence as a whole. */
const LONGEST_SENTENCE = 3000 // characters

function pieces(text: string, from: number, to: number): Span[] {
  const spans: Span[] = []
  let start = from
  while (to - start > LONGEST_SENTENCE) {
    const space = text.indexOf(' ', start + LONGEST_SENTENCE)
    if (space < 0 || space >= to) break
    spans.push([start, space])
    start = skipSpace(text, space, to)
  }
  if (start < to) spans.push([start, to])
  return spans
}

const STOP = /[.!?]["'”’)\]]{0,3}|\n\s/g

function ends(text: string, start: number, at: number): boolean {
  const after = STOP.lastIndex
  if (after >= text.length) return true
  const gap = isSpace(text.charCodeAt(after))
  if (!gap) return text[at] === '.' && after === at + 1 && lostSpace(text, at)
  const next = text[skipSpace(text, after, text.length)] ?? ''
  if (next >= 'a' && next <= 'z') return false
  if (text[at] !== '.') return true
  return !abbreviates(text, start, at) && !isInitials(text, start, at)
}

/** "…pre-training.We are" is two sentences; "epfl.ch", "Node.js" and "U.S" are not. */
function lostSpace(text: string, at: number): boolean {
  const [before2, before, next, next2] = [text[at - 2], text[at - 1], text[at + 1], text[at + 2]]
  return isSmall(before2) && isSmall(before) && isCapital(next) && (isSmall(next2) || next2 === ' ')
}

const LONGEST_ABBREVIATION = 8

function abbreviates(text: string, start: number, at: number): boolean {
  let from = at
  while (from > start && at - from <= LONGEST_ABBREVIATION && /[A-Za-z.]/.test(text[from - 1]!))
    from--
  const word = text.slice(from, at)
  if (word.length === 1 && isCapital(word)) return true // an initial
  return ABBREVIATIONS.has(word.toLowerCase())
}

/** "the U.S. Department": initials end no sentence, unless one of the words follows that open the next. */
function isInitials(text: string, start: number, at: number): boolean {
  const initials = /(?:^|[\s(])(?:[A-Z]\.)+[A-Z]$/.test(text.slice(Math.max(start, at - 8), at))
  return initials && !OPENERS.test(text.slice(at + 1, at + 14))
}

const OPENERS =
  /^["”)\]]*\s+(?:The|This|These|That|Those|We|Our|In|On|At|It|Its|They|However|A|An|To|For|From|By|With|Using|While|When|If|As|Here|There|But|And|Results|Experiments)\b/

function skipSpace(text: string, from: number, to: number): number {
  while (from < to && isSpace(text.charCodeAt(from))) from++
  return from
}

const isSpace = (code: number) => code === 32 || (code >= 9 && code <= 13) || code === 160
const isSmall = (letter: string | undefined) =>
  letter !== undefined && letter >= 'a' && letter <= 'z'
const isCapital = (letter: string | undefined) =>
  letter !== undefined && letter >= 'A' && letter <= 'Z'
