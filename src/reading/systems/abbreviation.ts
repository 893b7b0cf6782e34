import { isCommon } from './name.ts'
import type { Candidate } from './candidate.ts'
import { breaksAfter, type Word } from '../words.ts'

const LONGEST_SHORT = 12 // letters

/**
 * Whether `short` abbreviates the words `first` to `last`: its letters occur in their order, the first ones alike.
 * One letter may be missing, as in "X2D" for "X to D".
 */
export function abbreviates(words: Word[], first: number, last: number, short: string): boolean {
  const letters = short.replace(/[^A-Za-z0-9]/g, '')
  if (letters.length < 2 || letters.length > LONGEST_SHORT || !/[A-Z]/.test(letters)) return false
  const long = words
    .slice(first, last + 1)
    .map(({ lower }) => lower)
    .join(' ')
  if (long.length < letters.length + 2 || long[0] !== letters[0]!.toLowerCase()) return false
  let at = 0
  for (const letter of long) if (letter === letters[at]?.toLowerCase()) at++
  return at >= letters.length - (letters.length > 3 ? 1 : 0)
}

/**
 * The first word of the long form in front of the "(SHORT)" at word `at`, or -1. Of several the one whose words begin
 * with the letters: in "Road-Insertion Diffusion networks (RID)" not "Insertion" alone.
 */
export function longFormStart(words: Word[], at: number): number {
  const short = words[at]!.text
  const letters = short.replace(/[^A-Za-z]/g, '')
  let nearest = -1
  for (let first = at - 1; first >= Math.max(0, at - letters.length - 1); first--) {
    if (first < at - 1 && breaksAfter(words[first]!)) break
    if (
      /^(?:we|this|paper|work|is|are|which|that|propose|introduces?|presents?)$/.test(
        words[first]!.lower,
      )
    )
      break
    if (/^(?:a|an|the|our|novel|new|and|of|in)$/.test(words[first]!.lower)) continue
    if (!abbreviates(words, first, at - 1, short)) continue
    if (initials(words.slice(first, at)).startsWith(letters.toLowerCase())) return first
    if (nearest < 0) nearest = first
  }
  return nearest
}

const initials = (words: Word[]) =>
  words.flatMap(({ lower }) => lower.split('-').map((part) => part.slice(0, 1))).join('')

/** Whether word `at` stands alone in brackets: "(LIMA)". */
export const inBrackets = (word: Word | undefined): word is Word =>
  word !== undefined && word.before.includes('(') && word.after.includes(')')

/** Gives the candidate the other form that stands in brackets behind it. Null when that form is common property. */
export function withBrackets(
  abstract: string,
  words: Word[],
  first: number,
  last: number,
  one: Candidate,
): Candidate | null {
  const next = words[last + 1]
  if (!next || !next.before.includes('(')) return one
  if (inBrackets(next) && abbreviates(words, first, last, next.text)) {
    return isCommon(next.text) ? null : { ...one, alias: abstract.slice(next.start, next.end) }
  }
  let end = last + 1
  while (end < words.length - 1 && end < last + LONGEST_LONG && !breaksAfter(words[end]!)) end++
  if (!words[end]!.after.includes(')')) return one
  const from = /^(?:the|a|an|our)$/.test(next.lower) ? last + 2 : last + 1
  if (from >= end || !abbreviates(words, from, end, words[last]!.text)) return one
  return { ...one, alias: abstract.slice(words[from]!.start, words[end]!.end) }
}

const LONGEST_LONG = 10 // words of a long form
