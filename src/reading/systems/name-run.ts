import { bare, isCommon, nameShape } from './name.ts'
import type { Candidate } from './candidate.ts'
import type { Word } from '../words.ts'

const LONGEST_NAME = 6 // words: "Learning Transferable Visual Models from Language"

/** Small words inside a name: "Learning through Communication", "Buffer of Thoughts". "and" joins two names. */
const CONNECTS = /^(?:of|for|the|through|with|to|in|on|by|via|from|at|as)$/

/**
 * The run of words that make one name from word `first` on, with the strongest shape among them, or null.
 * Capitalised neighbours belong to it, so do numbers and versions ("Swin Transformer V2", "BitNet b1.58").
 */
export function nameAt(words: Word[], first: number): { last: number; shape: number } | null {
  const word = words[first]
  if (!word) return null
  let shape: number = nameShape(word)
  if (shape === 0) return null
  let last = first
  while (last - first < LONGEST_NAME && continues(words, last)) {
    const next = words[last + 1]!
    const through = CONNECTS.test(next.lower)
    shape = Math.max(shape, nameShape(words[last + (through ? 2 : 1)]!))
    last += through ? 2 : 1
  }
  if (last - first >= LONGEST_NAME && continues(words, last)) return null // a title in full
  return { last, shape }
}

function continues(words: Word[], last: number): boolean {
  const [word, next, beyond] = [words[last]!, words[last + 1], words[last + 2]]
  if (!next || word.after !== '' || next.before !== '' || /['’]s$/.test(word.text)) return false
  if (STARTS.test(next.text)) return false
  if (CONNECTS.test(next.lower)) {
    return (
      beyond !== undefined &&
      next.after === '' &&
      beyond.before === '' &&
      /^[A-Z][a-z]/.test(beyond.text) &&
      /^[A-Z][a-z]/.test(word.text)
    )
  }
  if (/^(?:[a-z]?\d+(?:\.\d+)*[BMK]?|v\d+\S*|\d\S*[A-Z]\S*|[A-Z])$/.test(next.text)) return true
  return nameShape(next) > 0 || (isCommon(bare(next.text)) && /^[A-Z]/.test(next.text))
}

/** A sentence that begins without a full stop before it. */
const STARTS =
  /^(?:Finally|Then|However|Moreover|Furthermore|Additionally|Specifically|Experiments|Results|This|These|We|Our|It|In)$/

/** "Type I", "Task 3": one of a numbered kind. */
const NUMBERED =
  /^(?:Type|Phase|Stage|Class|Level|Task|Algorithm|Theorem|Part|Track) (?:[IVX]+|\d+)$/

/** A candidate of the words `first` to `last`, or null when the name is common property. */
export function candidate(
  abstract: string,
  words: Word[],
  first: number,
  last: number,
  confidence: number,
): Candidate | null {
  const start = words[first]!.start
  const name = bare(abstract.slice(start, words[last]!.end))
  if (isCommon(name) || name.length < 2 || NUMBERED.test(name)) return null
  return { name, start: abstract.indexOf(name, start), inTitle: false, confidence, type: null }
}

/** "X", "X and Y", "X, Y, and Z" from word `first` on. A merely capitalised word must be the first, and named as one. */
export function listAt(
  abstract: string,
  words: Word[],
  first: number,
  confidence: number,
  named: boolean,
): { found: Candidate[]; last: number } {
  const found: Candidate[] = []
  let index = first
  let last = first - 1
  while (index < words.length && found.length < LONGEST_LIST) {
    const name = nameAt(words, index)
    if (!name || (name.shape === 1 && (!named || found.length > 0))) break
    const one = candidate(abstract, words, index, name.last, confidence)
    if (one) found.push(one)
    last = name.last
    let next = last + 1
    if (/^(?:and|or)$/.test(words[next]?.lower ?? '')) next++
    else if (!words[last]!.after.includes(',')) break
    else if (words[next]?.lower === 'and') next++
    index = next
  }
  return { found, last }
}

const LONGEST_LIST = 6
