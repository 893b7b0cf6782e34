import type { Topic } from './finding.ts'
import { TOPICS } from './topic-table.ts'

const MOST_TOPICS = 4
const IN_TITLE = 3 // a word of the title says as much as three of the abstract
const MOST_MENTIONS = 3 // of one phrase in the abstract: repeating it makes a paper no more about it
const ENOUGH = 2 // points: once in the title, or twice in the abstract

/** One to four topics, the surest first, each with the words that gave it away. */
export function topicsOf(title: string, abstract: string): Topic[] {
  const heading = title.toLowerCase()
  const body = abstract.toLowerCase()
  const scored = TOPICS.map(({ topic, words, weight = 1 }) => {
    const seen = new Map<string, number>()
    for (const [match] of heading.matchAll(words)) seen.set(match, (seen.get(match) ?? 0) + IN_TITLE)
    const counts = new Map<string, number>()
    for (const [match] of body.matchAll(words)) {
      const count = (counts.get(match) ?? 0) + 1
      counts.set(match, count)
      if (count <= MOST_MENTIONS) seen.set(match, (seen.get(match) ?? 0) + 1)
    }
    const points = weight * [...seen.values()].reduce((sum, value) => sum + value, 0)
    const why = [...seen].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
    return { topic, points, why }
  })
  const best = scored.sort((a, b) => b.points - a.points)
  const kept = best.filter(({ points }, rank) => points >= ENOUGH && (rank === 0 || points >= best[0]!.points * SHARE))
  const chosen = kept.length > 0 ? kept.slice(0, MOST_TOPICS) : best.slice(0, 1).filter(({ points }) => points > 0)
  return chosen.map(({ topic, points, why }) => ({ topic, confidence: Math.min(0.95, points / (points + 3)), why }))
}

const SHARE = 0.2 // of the first topic's points
