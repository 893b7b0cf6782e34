import type { Sentence } from '../claims/context.ts'
import type { Candidate } from './candidate.ts'
import { bare, CLASS_NOUN, isCommon, nameShape } from './name.ts'
import { typeOf } from './type.ts'
import { breaksAfter, type Word } from '../words.ts'

/** "We propose X", "this report presents X", "X is introduced". */
const INTRODUCES =
  /^(?:propos(?:e|es|ed|ing)|introduc(?:e|es|ed|ing)|present(?:s|ed|ing)?|develop(?:s|ed|ing)?|releas(?:e|es|ed|ing)|construct(?:s|ed|ing)?|creat(?:e|es|ed|ing)|build|builds|built|building|describ(?:e|es|ed|ing)|design(?:s|ed|ing)?|deploying|deploy|offer(?:s|ed)?|contribut(?:e|es|ed)|unveil(?:s|ed|ing)?|launch(?:ed)?|open-sourc(?:e|es|ed|ing)|train|trained|term|call|name|dub|curat(?:e|es|ed)|establish(?:es|ed)?|provid(?:e|es)|devis(?:e|ed)|report|collect(?:ed)?|implement(?:s|ed)?|coin|formulat(?:e|es|ed))$/

/** "… framework, called X": says by itself that a name follows. */
const NAMES = /^(?:called|named|dubbed|termed|namely|coined|abbreviated|denoted|titled|nicknamed|baptized|call|name|dub|term)$/

const SUBJECT = /^(?:we|paper|work|report|study|article|i|survey|thesis|project|authors|and|to|also|then|further|first|next|finally|here|additionally|have|is|this|hereby|therefore|thus|it|by|which|that)$/

/** How far behind the verb its object may name something, in words. */
const OBJECT = 28

/** The names that one own sentence introduces. */
export function introduced(abstract: string, { words, own }: Sentence): Candidate[] {
  if (!own) return []
  const found: Candidate[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!
    if (NAMES.test(word.lower)) found.push(...afterNaming(abstract, words, index))
    if (INTRODUCES.test(word.lower) && hasSubject(words, index)) {
      found.push(...objectOf(abstract, words, index))
    }
    if (word.lower === 'our') found.push(...possessed(abstract, words, index))
  }
  return found
}

function hasSubject(words: Word[], verb: number): boolean {
  const before = words[verb - 1]
  if (!before) return /ing$/.test(words[verb]!.lower)
  if (SUBJECT.test(before.lower) || /ly$/.test(before.lower)) return true
  return false
}

/** The run of words that make one name from `first` on: capitalised, or joined to capitalised ones. */
export function nameAt(words: Word[], first: number): { last: number; shape: number } | null {
  const word = words[first]
  if (!word) return null
  let shape: number = nameShape(word)
  if (shape === 0) return null
  let last = first
  while (last + 1 < words.length && words[last]!.after === '' && words[last + 1]!.before === '' && last - first < 5) {
    const next = words[last + 1]!
    const nextShape = nameShape(next)
    const number = /^(?:v?\d+(?:\.\d+)*[BMK]?|[A-Z])$/.test(next.text)
    const through = /^(?:of|for|the|through|and|with|to|in|on|by|via)$/.test(next.lower) && words[last + 2] !== undefined &&
      next.after === '' && /^[A-Z][a-z]/.test(words[last + 2]!.text) && shape === 1 && next.lower !== 'and'
    if (nextShape === 0 && !number && !through) break
    shape = Math.max(shape, nextShape)
    last += through ? 2 : 1
  }
  return { last, shape }
}

function candidate(abstract: string, words: Word[], first: number, last: number, confidence: number): Candidate | null {
  const start = words[first]!.start
  const name = bare(abstract.slice(start, words[last]!.end))
  if (isCommon(name)) return null
  return { name, start, inTitle: false, confidence, type: null }
}

/** "called X", "namely X and Y", "dubbed ``X''". */
function afterNaming(abstract: string, words: Word[], at: number): Candidate[] {
  let first = at + 1
  while (/^(?:as|the|it|this|our|a|an|model|method|dataset|benchmark|approach|framework|system)$/.test(words[first]?.lower ?? '') && first < at + 4) first++
  if (/^(?:call|name|dub|term)$/.test(words[at]!.lower) && !/^(?:we|which|i|it)$/.test(words[at - 1]?.lower ?? '')) return []
  const description = describedBefore(abstract, words, at)
  return listAt(abstract, words, first, 0.85, true).map((found) => ({ ...found, type: found.type ?? description }))
}

/** "X", "X and Y", "X, Y, and Z" from word `first` on; every one but the last needs a name shape of its own. */
function listAt(abstract: string, words: Word[], first: number, confidence: number, named: boolean): Candidate[] {
  const found: Candidate[] = []
  let index = first
  while (index < words.length && found.length < 6) {
    const name = nameAt(words, index)
    if (!name || (found.length > 0 && name.shape < 2)) break
    if (name.shape === 1 && !named) break
    const one = candidate(abstract, words, index, name.last, confidence)
    if (one) found.push(one)
    let next = name.last + 1
    const comma = words[name.last]!.after.includes(',')
    if (words[next]?.lower === 'and' || words[next]?.lower === 'or') next++
    else if (!comma) break
    index = next
  }
  return found
}

/** The object of an introducing verb: a bare name, or a description with the name in, in front of or behind it. */
function objectOf(abstract: string, words: Word[], verb: number): Candidate[] {
  const article = /^(?:a|an|the|our|its|two|three|four|this|new|novel|both)$/.test(words[verb + 1]?.lower ?? '')
  const direct = article ? null : nameAt(words, verb + 1)
  if (direct && directFits(words, verb + 1, direct.last, direct.shape)) return directList(abstract, words, verb + 1, direct)
  return inDescription(abstract, words, verb)
}

/** "introduce Holmes, a …" is a name; "introduce Deep learning" and "present Bayesian inference for" are not. */
function directFits(words: Word[], first: number, last: number, shape: number): boolean {
  const end = words[last]!
  const next = words[last + 1]
  if (shape >= 2) return true
  if (next && next.before.includes('(') && initials(words, first, last, next.text)) return true
  const articled = next !== undefined && /^(?:a|an|the|which|that|our|where|one|to)$/.test(next.lower)
  if (/[,:]|--|—|–/.test(end.after)) return articled || first === last
  return next === undefined || /^(?:in|as|to)$/.test(next.lower) || (CLASS_NOUN.test(next.lower) && first === last)
}

function directList(abstract: string, words: Word[], first: number, name: { last: number }): Candidate[] {
  const one = candidate(abstract, words, first, name.last, 0.9)
  if (!one) return []
  one.type = describedAfter(abstract, words, name.last)
  const and = words[name.last + 1]?.lower === 'and' ? name.last + 2 : 0
  const more = and ? listAt(abstract, words, and, 0.75, false) : []
  return [withAlias(abstract, words, first, name.last, one), ...more]
}

/** "the SDG framework", "a Clustering-On-Difficulty (COD) … framework", "a benchmark of traps, TRAPS, to …", "two models: A and B". */
function inDescription(abstract: string, words: Word[], verb: number): Candidate[] {
  const found: Candidate[] = []
  const until = Math.min(words.length, verb + OBJECT)
  for (let index = verb + 1; index < until; index++) {
    const word = words[index]!
    if (STOPS.test(word.lower) || (INTRODUCES.test(word.lower) && index > verb + 1)) break
    const previous = words[index - 1]!
    const name = nameAt(words, index)
    if (!name) continue
    const next = words[name.last + 1]
    const apposed = breaksAfter(previous) && name.shape >= 2 && breaksAfter(words[name.last]!) && !previous.after.includes('.')
    const classed = next !== undefined && CLASS_NOUN.test(next.lower) && words[name.last]!.after === '' && name.shape >= 2
    const abbreviated = next !== undefined && next.before.includes('(') && initials(words, index, name.last, next.text)
    const behindNoun = CLASS_NOUN.test(previous.lower) && previous.after === '' && name.shape >= 2
    const inBrackets = word.before.includes('(') && word.after.includes(')') && longForm(words, index) >= 0
    if (inBrackets && name.shape >= 2) {
      const first = longForm(words, index)
      const one = candidate(abstract, words, index, index, 0.75)
      if (one) {
        one.alias = abstract.slice(words[first]!.start, words[index - 1]!.end)
        one.type = typeOf(phraseAfter(abstract, words, index)) ?? typeOf(one.alias)
        found.push(one)
      }
    } else if (apposed || classed || abbreviated || behindNoun) {
      if (classed && index > verb + 5 && !/^(?:the|our|a|an)$/.test(previous.lower) && !breaksAfter(previous)) continue
      const one = candidate(abstract, words, index, name.last, apposed || abbreviated ? 0.8 : 0.7)
      if (one) {
        one.type = classed ? typeOf(next.lower) : describedAfter(abstract, words, name.last) ?? describedBefore(abstract, words, index)
        found.push(withAlias(abstract, words, index, name.last, one))
      }
    }
    index = name.last
  }
  return found
}

const STOPS = /^(?:using|such|like|outperform\w*|compared|from|against|than|versus|over|e\.g|existing|built|derived|inspired|following|including)$/

/** "our G_{stack} model", "our benchmark TRAPS", "our multi-agent framework OMNE". */
function possessed(abstract: string, words: Word[], our: number): Candidate[] {
  for (let index = our + 1; index < Math.min(words.length, our + 6); index++) {
    const word = words[index]!
    const name = nameAt(words, index)
    if (name && name.shape === 3) {
      const next = words[name.last + 1]
      const noun = CLASS_NOUN.test(words[index - 1]!.lower) || words[index - 1]!.lower === 'proposed'
      if (!noun && index !== our + 1) return []
      if (index === our + 1 && next && /^(?:CLASS)$/.test(next.lower)) return []
      const one = candidate(abstract, words, index, name.last, noun ? 0.75 : 0.65)
      if (!one) return []
      one.type = typeOf(words[index - 1]!.lower) ?? (next ? typeOf(next.lower) : null)
      return [one]
    }
    if (name && name.shape === 2 && CLASS_NOUN.test(words[index - 1]!.lower)) {
      const one = candidate(abstract, words, index, name.last, 0.75)
      return one ? [{ ...one, type: typeOf(words[index - 1]!.lower) }] : []
    }
    if (breaksAfter(word)) return []
  }
  return []
}

function withAlias(abstract: string, words: Word[], first: number, last: number, one: Candidate): Candidate {
  const next = words[last + 1]
  if (next && next.before.includes('(') && next.after.includes(')') && initials(words, first, last, next.text)) {
    return { ...one, alias: abstract.slice(next.start, next.end) }
  }
  return one
}

/** Whether `short` abbreviates the words: its letters occur in their order, the first ones alike. */
export function initials(words: Word[], first: number, last: number, short: string): boolean {
  const letters = short.replace(/[^A-Za-z0-9]/g, '')
  if (letters.length < 2 || letters.length > 12 || !/[A-Z]/.test(letters)) return false
  const long = words.slice(first, last + 1).map(({ text }) => text).join(' ')
  if (long.length < letters.length + 2 || long[0]!.toLowerCase() !== letters[0]!.toLowerCase()) return false
  let at = 0
  for (const letter of long.toLowerCase()) if (letter === letters[at]?.toLowerCase()) at++
  return at === letters.length || at === letters.length - 1
}

/** The first word of the long form in front of "(SHORT)", or -1. At most one word more than the letters. */
function longForm(words: Word[], at: number): number {
  const short = words[at]!.text
  const letters = short.replace(/[^A-Za-z]/g, '')
  for (let first = Math.max(0, at - letters.length - 1); first < at; first++) {
    if (words.slice(first, at - 1).some(breaksAfter)) continue
    if (/^(?:a|an|the|our|novel|new)$/.test(words[first]!.lower)) continue
    if (initials(words, first, at - 1, short)) return first
  }
  return -1
}

function describedAfter(abstract: string, words: Word[], last: number) {
  return typeOf(phraseAfter(abstract, words, last))
}

function phraseAfter(abstract: string, words: Word[], last: number): string {
  let first = last + 1
  while (first < words.length && words[first]!.before.includes('(')) first++
  let end = first
  while (end < words.length - 1 && end < first + 14 && !breaksAfter(words[end]!)) end++
  return words[first] ? abstract.slice(words[first]!.start, words[Math.min(end, words.length - 1)]!.end) : ''
}

function describedBefore(abstract: string, words: Word[], at: number) {
  const first = Math.max(0, at - 14)
  return typeOf(abstract.slice(words[first]!.start, words[at]!.start).replace(/.*\b(?:a|an|the|our|two)\b(?=\s)/s, ''))
}
