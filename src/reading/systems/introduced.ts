import type { Candidate } from './candidate.ts'
import { abbreviates, inBrackets, withBrackets } from './abbreviation.ts'
import { describedAfter } from './description.ts'
import { listsPlaces, looksAtAnother, PLACES } from './looked-at.ts'
import { CLASS_NOUN } from './name.ts'
import { candidate, nameAt } from './name-run.ts'
import { addsItem, inPlace } from './place.ts'
import type { Word } from '../words.ts'
/** "We propose X", "this report presents X", "X is introduced". */
const INTRODUCES =
  /^(?:propos(?:e|es|ed|ing)|introduc(?:e|es|ed|ing)|present(?:s|ed|ing)?|develop(?:s|ed|ing)?|releas(?:e|es|ed|ing)|construct(?:s|ed|ing)?|creat(?:e|es|ed|ing)|build|builds|built|building|describ(?:e|es|ed|ing)|design(?:s|ed|ing)?|deploying|offer(?:s|ed)?|gives?|contribut(?:e|es|ed)|unveil(?:s|ed|ing)?|launch(?:ed)?|open-sourc(?:e|es|ed|ing)|opensourc(?:e|ed)|train|trained|training|curat(?:e|es|ed)|establish(?:es|ed)?|provid(?:e|es)|devis(?:e|ed)|report|collect(?:ed)?|implement(?:s|ed)?|formulat(?:e|es|ed)|disseminat(?:e|ing)|shar(?:e|ing)|publish|of)$/

/** What stands in front of the verb when the authors are its subject. */
const SUBJECT =
  /^(?:we|paper|work|report|study|article|i|survey|thesis|project|authors|and|to|also|then|further|finally|here|additionally|have|is|are|was|were|been|this|hereby|therefore|thus|it|by|which|that|letter|team)$/

const RESTS = /^(?:(?:up)?on|from|as|by|to|for|with)$/
const BE = /^(?:is|are|was|were|been)$/
const PARTICIPLE = /(?:ed|built)$/

/** "the recently introduced X" was introduced by others. */
const OF_OTHERS = /^(?:recent|previous|new|wide|original|common)ly$/

/** How far behind the verb its object may name something, in words; further in a list behind a colon. */
const OBJECT = 28

const LISTED_OBJECT = 90

/** The names that the verbs of one own sentence introduce. */
export function introduced(abstract: string, words: Word[]): Candidate[] {
  const found: Candidate[] = []
  for (const [index, word] of words.entries()) {
    if (studiesNew(words, index)) found.push(...objectOf(abstract, words, index))
    if (!INTRODUCES.test(word.lower)) continue
    if (word.lower === 'of') found.push(...practised(abstract, words, index))
    else if (hasSubject(words, index)) found.push(...objectOf(abstract, words, index))
  }
  return found
}

/** "we study Greedy-Road, a novel scheduler": as good as an introduction, because it is new. */
function studiesNew(words: Word[], verb: number): boolean {
  if (!STUDIES.has(words[verb]!.lower)) return false
  const name = nameAt(words, verb + 1)
  if (!name || !words[name.last]!.after.includes(',')) return false
  const [article, newness] = [words[name.last + 1]?.lower ?? '', words[name.last + 2]?.lower ?? '']
  return article === 'our' || (/^an?$/.test(article) && /^(?:novel|new)$/.test(newness))
}

const STUDIES = new Set(['study', 'explore', 'investigate'])

function hasSubject(words: Word[], verb: number): boolean {
  const [verbWord, before] = [words[verb]!, words[verb - 1]]
  if (!before) return /^(?:introduc|present|propos)ing$/.test(verbWord.lower)
  if (verbWord.lower === 'training') return before.lower === 'of'
  const rests = RESTS.test(words[verb + 1]?.lower ?? '')
  if (PARTICIPLE.test(verbWord.lower) && (rests || BE.test(before.lower))) {
    return verbWord.after.includes(':') // "two steps are proposed: X, …"; not "is built upon X", "was released with X"
  }
  return (
    SUBJECT.test(before.lower) ||
    (/^(?:first|next)$/.test(before.lower) && SUBJECT.test(words[verb - 2]?.lower ?? '')) ||
    (before.lower.endsWith('ly') && !OF_OTHERS.test(before.lower)) ||
    (before.after === ',' && !verbWord.lower.endsWith('ed'))
  )
}

/** "the training practice of X, our latest model": explained at once as the authors' own. */
function practised(abstract: string, words: Word[], at: number): Candidate[] {
  const name = nameAt(words, at + 1)
  if (!name || !/,/.test(words[name.last]!.after)) return []
  if (words[name.last + 1]?.lower !== 'our' || onlyPlace(words, at)) return []
  const one = candidate(abstract, words, at + 1, name.last, 0.8)
  return one ? [{ ...one, type: describedAfter(abstract, words, name.last) }] : []
}

/** "On a part of X, our model wins": where it was tried, for nobody has spoken yet. */
const onlyPlace = (words: Word[], at: number) =>
  PLACES.test(words[0]!.lower) &&
  !words.slice(1, at).some(({ lower }) => /^(?:we|paper|report|work|study|article)$/.test(lower))

/** The object of an introducing verb: a bare name first, then names in, in front of or behind a description. */
function objectOf(abstract: string, words: Word[], verb: number): Candidate[] {
  const next = words[verb + 1]
  const quoted = next !== undefined && /["“`‘']/.test(next.before)
  const lead =
    /^(?:the|a)$/.test(next?.lower ?? '') && /["“`‘']/.test(words[verb + 2]?.before ?? '')
      ? verb + 2
      : verb + 1
  const small = smallName(abstract, words, verb)
  if (small) return [small]
  const direct = quotedName(words, lead) ?? nameAt(words, lead)
  const fits = direct && (directFits(words, lead, direct) || quoted || lead > verb + 1)
  if (!direct || !fits || /['’]s$/.test(words[direct.last]!.text))
    return inDescription(abstract, words, verb, verb + 1, [])
  const one = candidate(abstract, words, lead, direct.last, 0.9)
  const whole = one && withBrackets(abstract, words, lead, direct.last, one)
  if (!whole) return []
  whole.type = describedAfter(abstract, words, direct.last)
  return inDescription(abstract, words, verb, direct.last + 1, [whole])
}

/**
 * "introduce roadlib, an open toolkit": without a capital, but explained at once and used again. A noun that needs no
 * article ("introduce attention, a way to …") mostly says so by its end.
 */
function smallName(abstract: string, words: Word[], verb: number): Candidate | null {
  const [word, next] = [words[verb + 1], words[verb + 2]]
  if (!word || !next || word.before !== '' || word.after !== ',') return null
  if (!/^(?:propos|introduc|present|releas)/.test(words[verb]!.lower)) return null
  if (!/^[a-z][a-z\d]{4,}$/.test(word.text) || ABSTRACT_NOUN.test(word.text)) return null
  const again = abstract.toLowerCase().split(new RegExp(`\\b${word.text}\\b`)).length > 2
  if (!/^(?:an?|our)$/.test(next.lower) || !again) return null
  const one = candidate(abstract, words, verb + 1, verb + 1, 0.7)
  return one && { ...one, type: describedAfter(abstract, words, verb + 1) }
}

const ABSTRACT_NOUN =
  /(?:ion|ing|ity|ness|ment|ism|ence|ance|ics|ogy|phy|graphs?|ware|work|data|noise|s|ly|ive|al)$/

/** "propose “Draw an Audio”": what stands in quotes is one name, whatever its words. */
function quotedName(words: Word[], first: number): { last: number; shape: number } | null {
  if (!/["“`‘']/.test(words[first]?.before ?? '') || !/^[A-Z]/.test(words[first]!.text)) return null
  for (let last = first; last < Math.min(words.length, first + LONGEST_QUOTE); last++) {
    if (/["”'’]/.test(words[last]!.after)) return { last, shape: 2 }
  }
  return null
}

const LONGEST_QUOTE = 7 // words

/** "introduce Holm, a …" is a name; "introduce Deep learning" and "present Bayesian inference for" are not. */
function directFits(
  words: Word[],
  first: number,
  { last, shape }: { last: number; shape: number },
): boolean {
  if (shape >= 2) return true
  const [end, next] = [words[last]!, words[last + 1]]
  if (inBrackets(next) && abbreviates(words, first, last, next.text)) return true
  if (next === undefined) return true
  const explained = /^(?:a|an|the|which|that|our|where|one|to)$/.test(next.lower)
  if (/[,:]|--|—|–/.test(end.after)) return explained || first === last
  return /^(?:in|as|to)$/.test(next.lower) || (CLASS_NOUN.test(next.lower) && first === last)
}

/** Names in the rest of the object, from word `from` on; `found` are those in front of it. */
function inDescription(
  abstract: string,
  words: Word[],
  verb: number,
  from: number,
  found: Candidate[],
): Candidate[] {
  const listed = words.slice(verb, verb + OBJECT).some(({ after }) => after.includes(':'))
  const until = Math.min(words.length, verb + (listed ? LISTED_OBJECT : OBJECT))
  let colon = false
  let blocked = false // behind a stop, up to the next item of a list
  let bracket = false // within "(…)" of several words: examples, not products
  let beyond = false // behind a preposition: "safeguards for Southeast Asia (SEA)" introduces no SEA
  for (let index = from; index < until; index++) {
    const word = words[index]!
    colon ||= words[index - 1]!.after.includes(':')
    if (words[index - 1]!.after.includes(':') && listsPlaces(words, index)) break
    if (colon && /[;)]/.test(words[index - 1]!.after)) blocked = false
    blocked ||= STOPS.test(word.lower) || looksAtAnother(words, index)
    beyond ||= BEYOND.test(word.lower)
    if (
      INTRODUCES.test(word.lower) &&
      word.lower !== 'of' &&
      index > verb + 1 &&
      hasSubject(words, index)
    )
      break
    if (opensBracket(words[index - 1]!, word)) bracket = true
    if (bracket && word.after.includes(')')) bracket = false
    const name = nameAt(words, index)
    if (!name) continue
    if (bracket || explainsName(abstract, words, index, found)) {
      index = name.last
      continue
    }
    const plain =
      (name.shape < 3 || inBrackets(word)) &&
      beyond &&
      !words[index - 1]!.after.includes(',') &&
      words[index - 1]!.lower !== 'and'
    const open = blocked ? addsItem(words, index, name.last) : !plain
    const one = open ? inPlace(abstract, words, verb, index, name, found.length > 0 || colon) : null
    if (one) found.push(one)
    index = name.last
  }
  return found
}

const opensBracket = (previous: Word, { before, after }: Word) =>
  (before.includes('(') && !after.includes(')')) || previous.after.endsWith('(')

/** "present ACTT: Automotive CAN Tokenization and Translation": the long form of the name before the colon. */
function explainsName(abstract: string, words: Word[], index: number, found: Candidate[]): boolean {
  const previous = words[index - 1]!
  const [first] = found
  return (
    first !== undefined &&
    previous.after.includes(':') &&
    abstract.startsWith(first.name, previous.start)
  )
}

const BEYOND = /^(?:for|in|on|within|across|at|under|between|from|to|with|through|via|by|into)$/

const STOPS =
  /^(?:using|such|like|outperform\w*|compared|from|against|than|versus|over|e\.g|existing|derived|inspired|following|including|instead|unlike|use|uses|usage|application|utili[sz]\w*|employ\w*|leverag\w*|adopt\w*|exploit\w*|integrat\w*|incorporat\w*|upon)$/
