import { expect, test } from 'vitest'
import { worth, type HeatRule } from '../heat/heat.ts'
import { rankWanted, type Waiting } from './wanted.ts'

const RULE: HeatRule = {
  halfLifeHours: 36,
  weights: { announcement: 0.1, vote: 1, comment: 0.5, save: 0.5, sourceVote: 0.2, star: 0 },
}
const NOON = new Date('2025-04-17T12:00:00Z')

let id = 0
function sent(hoursAgo: number, by: string | null, known: Partial<Waiting['draft']>): Waiting {
  const draft = {
    ids: {},
    title: `A paper that is number ${++id}`,
    authors: ['Ada Example'],
    links: [],
  }
  const submittedAt = new Date(NOON.getTime() - hoursAgo * 3_600_000)
  return { id, personId: by, submittedAt, draft: { ...draft, ...known } }
}

test('a paper that two readers want comes before one that came later', () => {
  const first = sent(36, 'ada', { ids: { arxiv: '2504.00001' } })
  const lone = sent(1, 'bob', {})
  const second = sent(0, 'bob', {
    ids: { arxiv: '2504.00001' },
    title: 'Called otherwise by another reader',
  })
  const ranked = rankWanted([first, lone, second], RULE)
  expect(ranked.map(({ ids }) => ids)).toEqual([[first.id, second.id], [lone.id]])
  expect(worth(ranked[0]!.heat!, RULE, NOON)).toBeCloseTo(1.5, 9) // one vote now, one a half-life ago
})

test('a reader who sends a paper again and again counts once, from the first time', () => {
  const title = 'Sent again and again by one reader'
  const [ranked] = rankWanted(
    [36, 10, 0].map((ago) => sent(ago, 'ada', { title })),
    RULE,
  )
  expect(ranked!.ids).toHaveLength(3)
  expect(worth(ranked!.heat!, RULE, NOON)).toBeCloseTo(0.5, 9)
})

test('former readers are different ones, and of papers as hot the one sent first comes first', () => {
  const title = 'Wanted by people who have left'
  const [left, one, other] = rankWanted(
    [sent(0, 'ada', {}), sent(0, 'bob', {}), sent(0, null, { title }), sent(0, null, { title })],
    RULE,
  )
  expect(worth(left!.heat!, RULE, NOON)).toBeCloseTo(2, 9)
  expect(one!.ids[0]).toBeLessThan(other!.ids[0]!)
})

test('where votes count for nothing, papers stand as they were sent', () => {
  const none = { ...RULE, weights: { ...RULE.weights, vote: 0 } }
  const two = [sent(40, 'ada', {}), sent(0, 'bob', {})]
  expect(rankWanted(two, none).map(({ ids }) => ids[0])).toEqual(two.map((each) => each.id))
})
