import {
  attentionsOf,
  heat as heatOf,
  type Attentions,
  type HeatRule,
  type HourOfAttention,
} from '../heat/heat.ts'
import { settle, type DatedCount } from '../heat/settle.ts'
import type { Derived } from './derive.ts'

/** What people's attention makes of a paper. */
export interface Warmth {
  heat: number | null
  attention: Attentions
  votes: number // given here and counted elsewhere
  sourceVotes: DatedCount[]
  sourceVotesChanged: boolean
}

/** `hours` is all that happened to the paper so far. The votes that sources count are brought up to date. */
export function warmth(
  { day, votes }: Pick<Derived, 'day' | 'votes'>,
  hours: HourOfAttention[],
  rule: HeatRule,
  now: Date,
): Warmth {
  const announced = announcedAt(day)
  const known = hours.filter(({ kind }) => kind === 'sourceVote')
  const sourceVotes = settle(known, votes, announced, now)
  const all = [
    ...hours.filter(({ kind }) => kind !== 'sourceVote'),
    ...sourceVotes.map((dated) => ({ kind: 'sourceVote' as const, ...dated })),
  ]
  const { heat, attention } = warmthOfHours(day, all, rule)
  return {
    heat,
    attention,
    votes: votes + (attention.vote?.count ?? 0),
    sourceVotes,
    sourceVotesChanged: sumOf(known) !== sumOf(sourceVotes),
  }
}

/** How hot everything that happened to it makes a paper of this day. */
export function warmthOfHours(
  day: string | null,
  hours: HourOfAttention[],
  rule: HeatRule,
): Pick<Warmth, 'heat' | 'attention'> {
  const attention = attentionsOf(hours, rule)
  return { heat: heatOf(attention, announcedAt(day), rule), attention }
}

/** A paper's age counts from its day, not from when it was sent in or found: nobody could vote before. */
export function announcedAt(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`)
}

function sumOf(counts: DatedCount[]): number {
  return counts.reduce((sum, { amount }) => sum + amount, 0)
}
