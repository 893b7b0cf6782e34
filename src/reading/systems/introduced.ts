import type { Candidate } from './candidate.ts'
import { abbreviates, inBrackets, longFormStart, withBrackets } from './abbreviation.ts'
import { describedAfter, describedBefore } from './description.ts'
import { CLASS_NOUN, isCommon } from './name.ts'
import { candidate, nameAt } from './name-run.ts'
import { typeOf } from './type.ts'
import { breaksAfter, type Word } from '../words.ts'

/** "We propose X", "this report presents X", "X is introduced". */
const INTRODUCES =
  /^(?:propos(?:e|es|ed|ing)|introduc(?:e|es|ed|ing)|present(?:s|ed|ing)?|develop(?:s|ed|ing)?|releas(?:e|es|ed|ing)|construct(?:s|ed|ing)?|creat(?:e|es|ed|ing)|build|builds|built|building|describ(?:e|es|ed|ing)|design(?:s|ed|ing)?|deploying|offer(?:s|ed)?|contribut(?:e|es|ed)|unveil(?:s|ed|ing)?|launch(?:ed)?|open-sourc(?:e|es|ed|ing)|opensourc(?:e|ed)|train|trained|training|curat(?:e|es|ed)|establish(?:es|ed)?|provid(?:e|es)|devis(?:e|ed)|report|collect(?:ed)?|implement(?:s|ed)?|formulat(?:e|es|ed)|disseminat(?:e|ing)|shar(?:e|ing)|publish|of)$/

/** What stands in front of the verb when the authors are its subject. */
const SUBJECT =
  /^(?:we|paper|work|report|study|article|i|survey|thesis|project|authors|and|to|also|then|further|first|next|finally|here|additionally|have|is|are|was|were|been|this|hereby|therefore|thus|it|by|which|that|letter|team)$/

/** How far behind the verb its object may name something, in words; further in a list behind a colon. */
const OBJECT = 28
const LISTED_OBJECT = 90

/** The names that the verbs of one own sentence introduce. */
export function introduced(abstract: string, words: Word[]): Candidate[] {
  const found: Candidate[] = []
  for (const [index, word] of words.entries()) {
    if (!INTRODUCES.test(word.lower)) continue
    if (word.lower === 'of') found.push(...practised(abstract, words, index))
    else if (hasSubject(words, index)) found.push(...objectOf(abstract, words, index))
  }
  return found
}

function hasSubject(words: Word[], verb: number): boolean {
  const [verbWord, before] = [words[verb]!, words[verb - 1]]
  if (!before) return verbWord.lower.endsWith('ing')
  if (verbWord.lower === 'training') return before.lower === 'of'
  return (
    SUBJECT.test(before.lower) ||
    before.lower.endsWith('ly') ||
    (before.after === ',' && !/ed$/.test(verbWord.lower))
  )
}

/** "the training practice of X, our latest model": explained at once as the authors' own. */
function practised(abstract: string, words: Word[], at: number): Candidate[] {
  const name = nameAt(words, at + 1)
  if (!name || !/,/.test(words[name.last]!.after)) return []
  if (words[name.last + 1]?.lower !== 'our') return []
  const one = candidate(abstract, words, at + 1, name.last, 0.8)
  return one ? [{ ...one, type: describedAfter(abstract, words, name.last) }] : []
}

/** The object of an introducing verb: a bare name first, then names in, in front of or behind a description. */
function objectOf(abstract: string, words: Word[], verb: number): Candidate[] {
  const next = words[verb + 1]
  const quoted = next !== undefined && /["“`‘']/.test(next.before)
  const lead =
    /^(?:the|a)$/.test(next?.lower ?? '') && /["“`‘']/.test(words[verb + 2]?.before ?? '')
      ? verb + 2
      : verb + 1
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

/** "propose “Draw an Audio”": what stands in quotes is one name, whatever its words. */
function quotedName(words: Word[], first: number): { last: number; shape: number } | null {
  if (!/["“`‘']/.test(words[first]?.before ?? '') || !/^[A-Z]/.test(words[first]!.text)) return null
  for (let last = first; last < Math.min(words.length, first + LONGEST_QUOTE); last++) {
    if (/["”'’]/.test(words[last]!.after)) return { last, shape: 2 }
  }
  return null
}

const LONGEST_QUOTE = 7 // words

/** "introduce Holmes, a …" is a name; "introduce Deep learning" and "present Bayesian inference for" are not. */
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
  let beyond = false // behind a preposition: "safeguards for Southeast Asia (SEA)" introduces no SEA
  for (let index = from; index < until; index++) {
    const word = words[index]!
    colon ||= words[index - 1]!.after.includes(':')
    if (colon && /[;)]/.test(words[index - 1]!.after)) blocked = false
    blocked ||= STOPS.test(word.lower)
    beyond ||= BEYOND.test(word.lower)
    if (
      INTRODUCES.test(word.lower) &&
      word.lower !== 'of' &&
      index > verb + 1 &&
      hasSubject(words, index)
    )
      break
    const name = nameAt(words, index)
    if (!name) continue
    const plain =
      name.shape < 3 &&
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

const BEYOND = /^(?:for|in|on|within|across|at|under|between|from|to)$/

/** ", and Tele-Eval, a …": one more thing introduced, however long the first was described. */
function addsItem(words: Word[], first: number, last: number): boolean {
  const item =
    words[first - 1]?.lower === 'and' &&
    words[first - 2] !== undefined &&
    breaksAfter(words[first - 2]!)
  return (
    item && words[last]!.after.includes(',') && /^(?:an?|the)$/.test(words[last + 1]?.lower ?? '')
  )
}

const STOPS =
  /^(?:using|such|like|outperform\w*|compared|from|against|than|versus|over|e\.g|existing|derived|inspired|following|including|instead|unlike|use|uses)$/

/** The name at `first`, if its place in the description makes it the thing described. */
function inPlace(
  abstract: string,
  words: Word[],
  verb: number,
  first: number,
  { last, shape }: { last: number; shape: number },
  listed: boolean,
): Candidate | null {
  const [previous, word, next] = [words[first - 1]!, words[first]!, words[last + 1]]
  if (inBrackets(word) && first === last) {
    const long = longFormStart(words, first)
    const generic =
      shape === 2 &&
      words.slice(Math.max(0, long), first).every(({ text, lower }) => text === lower)
    return generic &&
      (long > verb + 4 || !/^(?:an?|the|our|new|novel)$/.test(words[long - 1]?.lower ?? ''))
      ? null
      : bracketed(abstract, words, first)
  }
  if (word.before.includes('(')) return null
  const opens =
    breaksAfter(previous) ||
    (previous.lower === 'and' && (listed || breaksAfter(words[first - 2] ?? previous)))
  const closes =
    breaksAfter(words[last]!) ||
    (/^(?:with|for|to|in|that|which|and)$/.test(next?.lower ?? '') &&
      (listed || previous.after.includes(':') || /^[\d.]+[KMB]$/.test(previous.text)))
  const counted =
    /^[\d.]+[KMB]$/.test(previous.text) &&
    words[first - 2] !== undefined &&
    breaksAfter(words[first - 2]!)
  const apposed = (opens || counted) && closes && shape >= 2 && !previous.after.includes('.')
  const classed =
    next !== undefined &&
    words[last]!.after === '' &&
    CLASS_NOUN.test(next.lower) &&
    shape >= 2 &&
    first <= verb + 6
  const abbreviated = inBrackets(next) && abbreviates(words, first, last, next.text)
  const behindNoun = CLASS_NOUN.test(previous.lower) && previous.after === '' && shape >= 2
  const quoted = shape >= 1 && /["“`‘']/.test(word.before) && last > first && first <= verb + 3
  if (!apposed && !classed && !abbreviated && !behindNoun && !quoted) return null
  const one = candidate(abstract, words, first, last, apposed || abbreviated || quoted ? 0.8 : 0.7)
  if (!one) return null
  one.type =
    (classed ? typeOf(next.lower) : null) ??
    (apposed ? null : describedAfter(abstract, words, last)) ??
    describedBefore(abstract, words, first)
  if (apposed)
    one.type =
      (words[last]!.after.includes(',') ? describedAfter(abstract, words, last) : null) ?? one.type
  return withBrackets(abstract, words, first, last, one)
}

/** "a Clustering-On-Difficulty (COD) framework": the short form is the name, the long one its alias. */
function bracketed(abstract: string, words: Word[], at: number): Candidate | null {
  const start = longFormStart(words, at)
  if (
    start < 0 ||
    words[at]!.text.length < 3 ||
    isCommon(words[at]!.text) ||
    /s$/.test(words[at]!.text)
  )
    return null
  const one = candidate(abstract, words, at, at, 0.75)
  if (!one) return null
  one.alias = abstract.slice(words[start]!.start, words[at - 1]!.end)
  one.type = describedAfter(abstract, words, at) ?? typeOf(one.alias)
  return one
}

/** "our G_{stack} model", "our benchmark TRAPS", "our proposed Dual-stage Mixing (DM) strategy". */
export function possessed(abstract: string, words: Word[]): Candidate[] {
  return words.flatMap((word, our) =>
    word.lower === 'our' && word.after === '' ? possessedAt(abstract, words, our) : [],
  )
}

const POSSESSED = 6 // words behind "our"

function possessedAt(abstract: string, words: Word[], our: number): Candidate[] {
  for (let index = our + 1; index < Math.min(words.length, our + POSSESSED); index++) {
    const word = words[index]!
    if (inBrackets(word) && nameAt(words, index)) {
      const one = bracketed(abstract, words, index)
      return one ? [one] : []
    }
    const name = word.before === '' ? nameAt(words, index) : null
    const noun = CLASS_NOUN.test(words[index - 1]!.lower) || words[index - 1]!.lower === 'proposed'
    if (name && (noun || (index === our + 1 && name.shape === 3)) && name.shape >= 2) {
      const one = candidate(abstract, words, index, name.last, noun ? 0.75 : 0.65)
      return one
        ? [
            {
              ...one,
              type:
                typeOf(words[index - 1]!.lower) ??
                (noun ? null : typeOf(words[name.last + 1]?.lower ?? '')),
            },
          ]
        : []
    }
    if (breaksAfter(word)) return []
  }
  return []
}

/** "… two key components: image-text alignment (IT-Align) and …": parts that a sentence counts and names. */
export function components(abstract: string, words: Word[]): Candidate[] {
  const colon = words.findIndex(
    ({ after, lower }) =>
      after.includes(':') &&
      /^(?:components|modules|stages|techniques|strategies|mechanisms|innovations|designs|parts|objectives)$/.test(
        lower,
      ),
  )
  if (colon < 0) return []
  return words.flatMap((word, index) => {
    if (index <= colon || !inBrackets(word) || (nameAt(words, index)?.shape ?? 0) < 2) return []
    const one = bracketed(abstract, words, index)
    return one ? [{ ...one, confidence: 0.6, type: 'method' as const }] : []
  })
}
