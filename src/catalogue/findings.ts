import { hash } from 'node:crypto'
import { slug } from '../papers/names.ts'
import { renderFragment, renderTitle } from '../papers/text.ts'
import { SHOWN_FROM, type Claim, type Reading, type Span, type System } from '../reading/finding.ts'
import { namesIn } from '../reading/names-in.ts'
import { readPaper } from '../reading/read.ts'
import { shownClaim, shownSystem } from './shown.ts'
import { sentencesOf } from '../reading/sentences.ts'
import { corrected } from './corrected.ts'
import type { Correction } from './correction.ts'

/** What is read of a paper, and when it appeared. */
export interface Text {
  id: string
  title: string
  abstract: string
  published: string | null // ISO
}

/** Everything that is stored of one reading. Names and measures as they are shown; quotes as the source wrote them. */
export interface Findings {
  id: string
  published: string | null
  digest: string
  reading: Reading
  gist: { text: string; html: string | null } // null: the text, which then needs no escape
  claims: (Claim & { shown: boolean; sentence: Span })[]
  systems: (System & { shown: boolean; key: string })[]
  topics: Reading['topics'] // those that are shown
  names: string[] // keys of what it names without introducing it
}

/** Tells whether a paper must be read again: equal texts with equal corrections have been read. */
export function digestOf({ title, abstract, published }: Text, corrections: Correction[]): string {
  return hash('md5', JSON.stringify([title, abstract, published, corrections]))
}

const SIGNS: Record<string, string> = { '+': 'plus', '*': 'star', '#': 'sharp' }

const KEY_LENGTH_MAX = 60 // no name is longer: see systems/name.ts

/** The last part of a system's address. Spellings that differ in case or punctuation are one. Empty when nothing is left. */
function systemKey(name: string): string {
  const spelled = name.normalize('NFKC').replace(/[+*#]/g, (sign) => ` ${SIGNS[sign]!} `) // C++ is not C
  return slug(slug(spelled).slice(0, KEY_LENGTH_MAX))
}

/** Reads a paper and lays over it what people corrected. About 0.4 ms. */
export function findingsOf(text: Text, corrections: Correction[]): Findings {
  const { id, title, abstract, published } = text
  const reading = corrected(readPaper(text), text, corrections)
  const whole = `${title} ${abstract}`
  const systems = reading.systems.map((system) => asStored(system, whole)).filter(({ key }) => key !== '') // prettier-ignore
  return {
    id,
    published,
    digest: digestOf(text, corrections),
    reading,
    gist: renderedGist(reading.gist),
    claims: withSentences(abstract, reading.claims.map((claim) => shownClaim(claim, whole))), // prettier-ignore
    systems,
    topics: reading.topics.filter(isShown),
    names: namedKeys(title, abstract, systems.map(({ key }) => key)), // prettier-ignore
  }
}

function renderedGist(raw: string): Findings['gist'] {
  const { text, html } = renderTitle(raw)
  return { text, html: html === text ? null : html }
}

function asStored(read: System, whole: string): Findings['systems'][number] {
  const system = shownSystem(read, whole)
  return { ...system, shown: isShown(system), key: systemKey(system.name) }
}

function isShown({ confidence }: { confidence: number }): boolean {
  return confidence >= SHOWN_FROM
}

/** Claims with the sentence that each stands in. Both come in the order of the text. */
function withSentences(abstract: string, claims: Claim[]): Findings['claims'] {
  if (claims.length === 0) return []
  const sentences = sentencesOf(abstract)
  return claims.map((claim) => {
    const sentence = sentences.findLast(([start]) => start <= claim.span[0]) ?? claim.span
    return {
      ...claim,
      shown: isShown(claim),
      sentence: [sentence[0], Math.max(sentence[1], claim.span[1])],
    }
  })
}

function namedKeys(title: string, abstract: string, introduced: string[]): string[] {
  const keys = new Set(namesIn(title, abstract).map((name) => systemKey(renderFragment(name))))
  for (const key of introduced) keys.delete(key)
  keys.delete('')
  return [...keys]
}
