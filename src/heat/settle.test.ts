import { expect, test } from 'vitest'
import { settle } from './settle.ts'

const announced = new Date('2025-04-14T00:00:00Z')
const now = new Date('2025-04-17T12:20:00Z')
const at = (hour: string) => new Date(`2025-04-${hour}:00:00Z`)

test('the first votes count from the announcement', () => {
  expect(settle([], 12, announced, now)).toEqual([{ hour: at('14T00'), amount: 12 }])
})

test('a paper announced for tomorrow gets no votes from tomorrow', () => {
  expect(settle([], 3, new Date('2025-04-18T00:00:00Z'), now)).toEqual([
    { hour: at('17T12'), amount: 3 },
  ])
})

test('without a day, the first votes are dated when they were seen', () => {
  expect(settle([], 3, null, now)).toEqual([{ hour: at('17T12'), amount: 3 }])
})

test('votes since the last look count from halfway between', () => {
  const known = [{ hour: at('16T12'), amount: 12 }]
  expect(settle(known, 15, announced, now)).toEqual([...known, { hour: at('17T00'), amount: 3 }])
})

test('the same count again changes nothing', () => {
  const known = [
    { hour: at('14T00'), amount: 12 },
    { hour: at('16T00'), amount: 3 },
  ]
  expect(settle(known, 15, announced, now)).toEqual(known)
})

test('votes taken back are taken from the latest, whatever the order they are given in', () => {
  const known = [
    { hour: at('16T00'), amount: 3 },
    { hour: at('14T00'), amount: 12 },
  ]
  expect(settle(known, 13, announced, now)).toEqual([
    { hour: at('14T00'), amount: 12 },
    { hour: at('16T00'), amount: 1 },
  ])
  expect(settle(known, 0, announced, now)).toEqual([])
})

test('two looks within the hour are one entry', () => {
  const known = [{ hour: at('17T12'), amount: 1 }]
  expect(settle(known, 4, announced, now)).toEqual([{ hour: at('17T12'), amount: 4 }])
})

test('the first stars count from long ago, later ones like votes', () => {
  const longAgo = { hour: new Date(0), amount: 900 }
  expect(settle([], 900, announced, now, 'long ago')).toEqual([longAgo])
  expect(settle([longAgo], 910, announced, now, 'long ago')).toEqual([
    longAgo,
    { hour: at('15T18'), amount: 10 }, // halfway between the announcement and now
  ])
})
