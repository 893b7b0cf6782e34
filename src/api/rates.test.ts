import { expect, test } from 'vitest'
import { rateCounter } from './rates.ts'

const rule = { bucket: 'api', quota: 2 }

test('a window begins with the first question and ends five minutes later', () => {
  let now = new Date('2025-04-17T12:00:00.500Z')
  const count = rateCounter(() => now)
  expect(count('a', rule)).toEqual({ remaining: 1, resetsIn: 300, isOver: false })
  now = new Date('2025-04-17T12:04:59.900Z')
  expect(count('a', rule)).toEqual({ remaining: 0, resetsIn: 1, isOver: false })
  expect(count('a', rule)).toEqual({ remaining: 0, resetsIn: 1, isOver: true })
  now = new Date('2025-04-17T12:05:00.500Z')
  expect(count('a', rule)).toEqual({ remaining: 1, resetsIn: 300, isOver: false })
})

test('a flood of networks does not fill the memory, and forgets the oldest first', () => {
  const count = rateCounter(() => new Date(0), 3)
  for (const network of ['a', 'a', 'b', 'c']) count(network, rule)
  expect(count('a', rule).isOver).toBe(true)
  count('d', rule)
  expect(count('a', rule).isOver).toBe(false)
  expect(count('c', rule).remaining).toBe(0)
})
