const HOUR_MS = 3_600_000

/** What can happen to a paper that makes it warmer. */
export const KINDS = ['vote', 'comment', 'save', 'sourceVote', 'star'] as const
export type Kind = (typeof KINDS)[number]

/** How heat is counted: the settings of the operator. */
export interface HeatRule {
  halfLifeHours: number // after which an event counts half
  weights: Record<Kind | 'announcement', number> // of one event, in votes given here; 0 leaves the kind out
}

/** What happened to a paper in one hour. */
export interface HourOfAttention {
  kind: Kind
  hour: Date // its beginning
  amount: number // at least 1
}

/** All that happened of one kind. */
interface Attention {
  count: number
  level: number // log2 of the sum of 2^(t / half-life) over all events, t in hours since 1970
}

export type Attentions = Partial<Record<Kind, Attention>>

/** The hour that a moment is in, by its beginning: what events are dated by. */
export function hourOf(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / HOUR_MS) * HOUR_MS)
}

/**
 * How hot a paper is: log2 of the sum of weight × 2^(t / half-life) over everything that happened to it, its
 * announcement included, with t in hours since 1970. Null when nothing did.
 *
 * This is forward decay (Cormode, Shkapenyuk, Srivastava and Xu, ICDE 2009): instead of shrinking what is old, what
 * is new counts more, so the number stays as it is until something happens, and an index keeps the order. Powers of
 * two this large have no place in a double; their logarithm needs five digits before the point.
 */
export function heat(
  attentions: Attentions,
  announced: Date | null,
  rule: HeatRule,
): number | null {
  const levels = parts(attentions, announced, rule).map(({ level }) => level)
  return levels.length === 0 ? null : sumOfPowers(levels)
}

/** One addend of a paper's heat, as large as it is at a moment. */
export interface Term {
  kind: Kind | 'announcement'
  count: number
  worth: number // in votes given at that moment
}

/** What a paper's heat consists of, the largest first, at the moment `now`. Their sum is 2^(heat − now / half-life). */
export function terms(
  attentions: Attentions,
  announced: Date | null,
  rule: HeatRule,
  now: Date,
): Term[] {
  return parts(attentions, announced, rule)
    .map(({ kind, count, level }) => ({ kind, count, worth: worth(level, rule, now) }))
    .toSorted((a, b) => b.worth - a.worth)
}

/** What a heat is worth at a moment, in votes given at that moment. */
export function worth(level: number, { halfLifeHours }: HeatRule, now: Date): number {
  return 2 ** (level - halfLives(now, halfLifeHours))
}

/** The heat that would be worth one vote at that moment: what is below it has cooled. */
export function halfLives(moment: Date, halfLifeHours: number): number {
  return moment.getTime() / HOUR_MS / halfLifeHours
}

/** When a heat was worth one vote. */
export function momentOf(level: number, { halfLifeHours }: HeatRule): Date {
  return new Date(level * halfLifeHours * HOUR_MS)
}

/** The hours of a paper, summed by kind. */
export function attentionsOf(hours: HourOfAttention[], rule: HeatRule): Attentions {
  const result: Attentions = {}
  for (const [kind, events] of Map.groupBy(hours, (hour) => hour.kind)) {
    const levels = events.map(({ hour, amount }) => levelOf(hour, amount, rule))
    result[kind] = {
      count: events.reduce((sum, { amount }) => sum + amount, 0),
      level: sumOfPowers(levels),
    }
  }
  return result
}

/** The same with one more hour: no earlier one is needed. */
export function withHour(
  attentions: Attentions,
  { kind, hour, amount }: HourOfAttention,
  rule: HeatRule,
): Attentions {
  const before = attentions[kind]
  const level = levelOf(hour, amount, rule)
  const after = before
    ? { count: before.count + amount, level: sumOfPowers([before.level, level]) }
    : { count: amount, level }
  return { ...attentions, [kind]: after }
}

function parts(
  attentions: Attentions,
  announced: Date | null,
  { halfLifeHours, weights }: HeatRule,
) {
  const events = KINDS.flatMap((kind) => {
    const attention = attentions[kind]
    return attention ? [{ kind, ...attention }] : []
  })
  const beginning = announced
    ? [{ kind: 'announcement' as const, count: 1, level: halfLives(announced, halfLifeHours) }]
    : []
  return [...events, ...beginning]
    .filter(({ kind }) => weights[kind] > 0)
    .map(({ kind, count, level }) => ({ kind, count, level: level + Math.log2(weights[kind]) }))
}

function levelOf(hour: Date, amount: number, { halfLifeHours }: HeatRule): number {
  return halfLives(hour, halfLifeHours) + Math.log2(amount)
}

/** log2 of the sum of 2^level, for levels too large for their powers. Not of an empty list. */
function sumOfPowers(levels: number[]): number {
  const highest = levels.reduce((a, b) => Math.max(a, b))
  return highest + Math.log2(levels.reduce((sum, level) => sum + 2 ** (level - highest), 0))
}
