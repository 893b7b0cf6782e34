import type { Candidate } from './candidate.ts'
import { bare, isCommon, nameShape } from './name.ts'
import { typeOf } from './type.ts'
import { wordsOf } from '../words.ts'

const LONGEST_TITLE_NAME = 5 // words: "Swin Transformer V2" has three

/** "X: A dataset of …" says what X is; "X: Towards better models" does not. */
const ARTICLE = /^(?:an?|the)\s/i

/** The end of "Name: what it is" and "Name -- what it is"; a dash needs spaces around. */
const COLON = /:\s|\s(?:--|—|–|-)\s/

/** The strong name in front of a title's colon, or null: a sentence of the abstract that uses it is the paper's own. */
export function ownName(title: string): string | null {
  const colon = COLON.exec(title)
  const words = colon ? wordsOf(title, [0, colon.index]) : []
  if (words.length === 0 || words.length > 3 || Math.max(...words.map(nameShape)) < 2) return null
  const name = bare(title.slice(words[0]!.start, words.at(-1)!.end))
  return isCommon(name) ? null : name
}

/**
 * The name in front of a title's colon. One word that looks like a name stands by itself; ordinary words
 * ("Orka: …") need the abstract to use them as a name, which `usedAsName` decides; several ordinary words ("Big Data: …")
 * must be `introduced` there.
 */
export function titleCandidate(
  title: string,
  introduced: Set<string>,
  usedAsName: (name: string) => boolean,
): Candidate | null {
  const colon = COLON.exec(title)
  if (!colon || colon.index < 2) return null
  const words = wordsOf(title, [0, colon.index])
  if (words.length === 0 || words.length > LONGEST_TITLE_NAME) return null
  const start = words[0]!.start
  const written = bare(title.slice(start, words.at(-1)!.end))
  const [, spelled, short] = /^(.+) \(([^()]+)$/.exec(written) ?? [] // "Road Filtering (ROFI): …"
  const name = spelled ?? written
  const subtitle = title.slice(colon.index + colon[0].length)
  const shape = Math.max(...words.map(nameShape))
  const single = name.replace(/s$/, '')
  if (single !== name && words.length > 1 && !introduced.has(name) && introduced.has(single)) {
    return { name: single, start, inTitle: true, type: null, confidence: 0.7, alias: name }
  }
  const candidate = {
    name,
    start: title.indexOf(name, start),
    inTitle: true,
    type: ARTICLE.test(subtitle) ? typeOf(subtitle) : null,
    ...(short && { alias: short }),
  }

  if (isCommon(name)) return null
  if (words.length === 1) {
    if (shape === 3) return { ...candidate, confidence: 0.9 }
    if (shape === 2 || shape === 1)
      return usedAsName(name)
        ? { ...candidate, confidence: 0.85 }
        : shape === 2
          ? { ...candidate, confidence: 0.6 }
          : null
    return usedAsName(name) ? { ...candidate, confidence: 0.7 } : null
  }
  if (introduced.has(name) || (shape >= 2 && usedAsName(short ?? name)))
    return { ...candidate, confidence: 0.8 }
  const owner =
    /['’]s$/.test(words[0]!.text) && nameShape(words[0]!) === 3 ? bare(words[0]!.text) : null
  if (owner) return { ...candidate, name: owner, type: null, confidence: 0.75 } // "MapHelen's First Curriculum: …"
  const letter = words.length === 2 && /^[A-Z]$/.test(words[1]!.text) // "Scout Q"
  return letter ? { ...candidate, confidence: 0.7 } : null
}
