import type { PaperKind, Topic } from './finding.ts'
import { TOPICS } from './topic-table.ts'

const MOST_TOPICS = 4
const IN_TITLE = 3 // a phrase of the title says as much as three of the abstract
const MOST_MENTIONS = 3 // of one phrase: repeating it makes a paper no more about it
const IN_PASSING = 0.4
const ENOUGH = 2 // points: once in the title, or twice in the abstract
const SHARE = 0.25 // of the first topic's points

interface Phrase {
  topic: string
  words: string[]
  open: boolean // the last word is only a beginning
  weight: number
}

/** Phrases by the first three letters of their first word: a number, which costs less to look up than a word. */
const PHRASES = new Map<number, Phrase[]>()

const beginning = (word: string) =>
  (word.charCodeAt(0) << 16) | (word.charCodeAt(1) << 8) | word.charCodeAt(2)

for (const [topic, table] of Object.entries(TOPICS)) {
  for (const [passing, list] of table.split('~').entries()) {
    for (const text of list.split(',')) {
      const open = text.includes('*')
      const spelled = text.trim().replace('*', '').split(/\s+/)
      const words = spelled.map((word, at) =>
        open && at === spelled.length - 1 ? word : singular(word),
      ) // "quantis*" is no "quanti*"
      const phrase = { topic, words, open, weight: passing === 0 ? 1 : IN_PASSING }
      const key = beginning(words[0]!)
      PHRASES.set(key, [...(PHRASES.get(key) ?? []), phrase])
    }
  }
}

/** Papers of these kinds have a topic by that alone. */
const TOPIC_OF_KIND: Partial<Record<PaperKind, string>> = {
  survey: 'surveys',
  dataset: 'datasets',
  benchmark: 'evaluation',
}

/** One to four topics, the surest first, each with the phrase that gave it away. None when nothing fits. */
export function topicsOf(title: string, abstract: string, kind: PaperKind): Topic[] {
  const points = new Map<Phrase, number>()
  count(title, IN_TITLE, points)
  count(abstract, 1, points)

  const topics = new Map<string, { sum: number; best: number; why: string }>()
  for (const [{ topic, words, weight }, value] of points) {
    const so = topics.get(topic) ?? { sum: 0, best: 0, why: '' }
    const worth = value * weight
    so.sum += worth
    if (worth > so.best) [so.best, so.why] = [worth, words.join(' ')]
    topics.set(topic, so)
  }
  const ofKind = TOPIC_OF_KIND[kind]
  if (ofKind) {
    const so = topics.get(ofKind) ?? { sum: 0, best: 0, why: kind }
    topics.set(ofKind, { ...so, sum: so.sum + IN_TITLE })
  }
  const ranked = [...topics].toSorted((a, b) => b[1].sum - a[1].sum)
  const most = ranked[0]?.[1].sum ?? 0
  return ranked
    .filter(([, { sum }], rank) => rank === 0 || (sum >= ENOUGH && sum >= most * SHARE))
    .slice(0, MOST_TOPICS)
    .map(([topic, { sum, why }]) => ({
      topic,
      confidence: Math.min(0.95, sum / (sum + ENOUGH)),
      why,
    }))
}

function count(text: string, worth: number, points: Map<Phrase, number>): void {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? []
  for (let at = 0; at < words.length; at++) words[at] = singular(words[at]!)
  const times = new Map<Phrase, number>()
  for (let at = 0; at < words.length; at++) {
    for (const phrase of PHRASES.get(beginning(words[at]!)) ?? NONE) {
      if (!standsAt(words, at, phrase)) continue
      const mentions = times.get(phrase) ?? 0
      if (mentions >= MOST_MENTIONS) continue
      times.set(phrase, mentions + 1)
      points.set(phrase, (points.get(phrase) ?? 0) + worth)
    }
  }
}

const NONE: Phrase[] = []

function standsAt(words: string[], at: number, { words: phrase, open }: Phrase): boolean {
  const last = phrase.length - 1
  for (let offset = 0; offset <= last; offset++) {
    const word = words[at + offset]
    if (word === phrase[offset]) continue
    if (!open || offset < last || !word?.startsWith(phrase[offset]!)) return false
  }
  return true
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}
