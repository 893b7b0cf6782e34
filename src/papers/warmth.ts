import {
  attentionsOf,
  heat as heatOf,
  type Attentions,
  type HeatRule,
  type HourOfAttention,
  type Kind,
} from '../heat/heat.ts'
import { settle, type DatedCount } from '../heat/settle.ts'
import type { Derived } from './derive.ts'

/** What people's attention makes of a paper. */
export interface Warmth {
  heat: number | null
  attention: Attentions
  votes: number // given here and counted elsewhere
  counted: CountedElsewhere[] // those that are no longer as they were
}

/** What other sites count of one kind, dated. */
export interface CountedElsewhere {
  kind: 'sourceVote' | 'star'
  dated: DatedCount[]
}

/** `hours` is all that happened to the paper so far. What sources count is brought up to date. */
export function warmth(
  { day, votes, stars }: Pick<Derived, 'day' | 'votes' | 'stars'>,
  hours: HourOfAttention[],
  rule: HeatRule,
  now: Date,
): Warmth {
  if (hours.length === 0 && votes === 0 && stars === 0) {
    return { ...warmthOfHours(day, [], rule), votes: 0, counted: [] } // most papers, at a tenth of the cost
  }
  const announced = announcedAt(day)
  const ofKind = (kind: Kind) => hours.filter((hour) => hour.kind === kind)
  const elsewhere: CountedElsewhere[] = [
    { kind: 'sourceVote', dated: settle(ofKind('sourceVote'), votes, announced, now) },
    { kind: 'star', dated: settle(ofKind('star'), stars, announced, now, 'long ago') },
  ]
  const here = hours.filter(({ kind }) => kind !== 'sourceVote' && kind !== 'star')
  const all = [
    ...here,
    ...elsewhere.flatMap(({ kind, dated }) => dated.map((count) => ({ kind, ...count }))),
  ]
  const { heat, attention } = warmthOfHours(day, all, rule)
  return {
    heat,
    attention,
    votes: votes + (attention.vote?.count ?? 0),
    counted: elsewhere.filter(({ kind, dated }) => sumOf(ofKind(kind)) !== sumOf(dated)),
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
