import { expect, test } from 'vitest'
import { randomFrom, type Random } from '../../test/random.ts'
import {
  attentionsOf,
  halfLives,
  heat,
  hourOf,
  KINDS,
  momentOf,
  terms,
  withHour,
  worth,
  type HeatRule,
  type HourOfAttention,
} from './heat.ts'

const RULE: HeatRule = {
  halfLifeHours: 36,
  weights: { announcement: 0.1, vote: 1, comment: 0.5, save: 0.5, sourceVote: 0.2, star: 0 },
}
const NOON = new Date('2025-04-17T12:00:00Z')

const hoursAgo = (hours: number) => new Date(NOON.getTime() - hours * 3_600_000)
const votes = (amount: number, ago: number): HourOfAttention => ({
  kind: 'vote',
  hour: hoursAgo(ago),
  amount,
})
const worthOf = (hours: HourOfAttention[], announced: Date | null = null) =>
  worth(heat(attentionsOf(hours, RULE), announced, RULE)!, RULE, NOON)

test('a vote is worth one at first and half after one half-life', () => {
  expect(worthOf([votes(1, 0)])).toBe(1)
  expect(worthOf([votes(1, 36)])).toBe(0.5)
  expect(worthOf([votes(1, 72)])).toBe(0.25)
})

test('heat is the half-lives since 1970 plus log2 of the votes', () => {
  const epochHours = NOON.getTime() / 3_600_000
  expect(heat(attentionsOf([votes(8, 0)], RULE), null, RULE)).toBe(epochHours / 36 + 3)
  expect(halfLives(NOON, 36)).toBe(epochHours / 36)
})

test('kinds add up by their weights, and so do hours', () => {
  const hours: HourOfAttention[] = [
    votes(3, 0),
    votes(2, 36),
    { kind: 'sourceVote', hour: hoursAgo(36), amount: 20 },
    { kind: 'comment', hour: hoursAgo(0), amount: 1 },
  ]
  // 3 + 2/2 votes, 0.2 × 20 / 2 elsewhere, 0.5 of a comment, 0.1 / 2 of the announcement
  expect(worthOf(hours, hoursAgo(36))).toBeCloseTo(3 + 1 + 2 + 0.5 + 0.05, 9)
})

test('a paper to which nothing happened has no heat; an announced one has a little', () => {
  expect(heat({}, null, RULE)).toBeNull()
  expect(worthOf([], NOON)).toBeCloseTo(0.1, 9)
})

test('a kind without weight is left out', () => {
  expect(heat(attentionsOf([{ kind: 'star', hour: NOON, amount: 9 }], RULE), null, RULE)).toBeNull()
})

test('the terms are the heat taken apart, the largest first', () => {
  const attentions = attentionsOf(
    [votes(2, 36), { kind: 'sourceVote', hour: hoursAgo(0), amount: 20 }],
    RULE,
  )
  const shown = terms(attentions, hoursAgo(36), RULE, NOON).map((term) => ({
    ...term,
    worth: Number(term.worth.toFixed(9)),
  }))
  expect(shown).toEqual([
    { kind: 'sourceVote', count: 20, worth: 4 },
    { kind: 'vote', count: 2, worth: 1 },
    { kind: 'announcement', count: 1, worth: 0.05 },
  ])
})

test('at the moment of a heat its terms are shares of one', () => {
  const attentions = attentionsOf(
    [votes(3, 4000), { kind: 'save', hour: hoursAgo(4000), amount: 2 }],
    RULE,
  )
  const level = heat(attentions, null, RULE)!
  const shares = terms(attentions, null, RULE, momentOf(level, RULE)).map((term) => term.worth)
  expect(shares[0]).toBeCloseTo(0.75, 6)
  expect(shares[1]).toBeCloseTo(0.25, 6)
})

test('one vote more or less in a million is still seen, and a vote of 1970 does no harm', () => {
  const million = worthOf([votes(1_000_000, 0)])
  expect(worthOf([votes(1_000_001, 0)]) - million).toBeCloseTo(1, 4)
  expect(worthOf([votes(1, 0), { kind: 'vote', hour: new Date(0), amount: 1e6 }])).toBe(1)
})

test('an hour begins on the hour, before 1970 too', () => {
  expect(hourOf(new Date('2025-04-17T12:59:59.999Z'))).toEqual(NOON)
  expect(hourOf(new Date(-1))).toEqual(new Date(-3_600_000))
})

function anyHours(random: Random): HourOfAttention[] {
  return Array.from({ length: 1 + random.below(6) }, () => ({
    kind: random.pick(KINDS),
    hour: hoursAgo(random.below(2000)),
    amount: 1 + random.below(50),
  }))
}

const EVERY = { ...RULE, weights: { ...RULE.weights, star: 0.05 } }

test('papers to which nothing happens keep their order, however much time passes', () => {
  const random = randomFrom(5)
  for (let n = 0; n < 500; n++) {
    const one = heat(attentionsOf(anyHours(random), EVERY), null, EVERY)!
    const other = heat(attentionsOf(anyHours(random), EVERY), null, EVERY)!
    const later = new Date(NOON.getTime() + random.below(10_000) * 3_600_000)
    const order = (moment: Date) =>
      Math.sign(worth(one, EVERY, moment) - worth(other, EVERY, moment))
    expect(order(later)).toBe(order(NOON))
    expect(order(NOON)).toBe(Math.sign(one - other))
  }
})

test('what happens to a paper makes it hotter and no other', () => {
  const random = randomFrom(6)
  for (let n = 0; n < 500; n++) {
    const before = attentionsOf(anyHours(random), EVERY)
    const after = withHour(before, anyHours(random)[0]!, EVERY)
    expect(heat(after, null, EVERY)!).toBeGreaterThanOrEqual(heat(before, null, EVERY)!)
  }
})

test('hours added one by one, in any order, come to what all of them are', () => {
  const random = randomFrom(7)
  for (let n = 0; n < 200; n++) {
    const hours = anyHours(random)
    const shuffled = hours.toSorted(() => (random.chance(0.5) ? 1 : -1))
    const oneByOne = shuffled.reduce((sum, hour) => withHour(sum, hour, EVERY), {})
    expect(heat(oneByOne, NOON, EVERY)!).toBeCloseTo(
      heat(attentionsOf(hours, EVERY), NOON, EVERY)!,
      9,
    )
  }
})
