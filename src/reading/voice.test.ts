import { expect, test } from 'vitest'
import { sentencesOfAbstract } from './voice.ts'

const own = (abstract: string, name: string | null = null) =>
  sentencesOfAbstract(abstract, name).map((sentence) => sentence.own)

test('an abstract turns to itself at the first "we"', () => {
  expect(own('Maps are hard. Most run on 900 machines. We draw them. They are good.')).toEqual([
    false,
    false,
    true,
    true,
  ])
})

test('"this paper" and the name from the title turn it as well', () => {
  expect(own('Maps are hard. This paper draws them.')).toEqual([false, true])
  expect(own('Maps are hard. MapNet draws them.', 'MapNet')).toEqual([false, true])
})

test('a proposal without a "we" turns it, a remark in brackets does not', () => {
  expect(own('Maps are hard. A map of roads is proposed. It helps.')).toEqual([false, true, true])
  expect(own('Maps are hard. Roads (this paper) help. We draw.')).toEqual([false, false, true])
})

test('a later sentence about earlier work is not its own', () => {
  expect(own('We draw maps. However, most existing methods need 90 hours. Ours is fast.')).toEqual([
    true,
    false,
    true,
  ])
})

test('beating earlier work is the paper’s own doing', () => {
  expect(own('We draw maps. MapNet surpasses conventional methods by 9%.')).toEqual([true, true])
})

test('an abstract that never speaks of itself is all its own', () => {
  expect(own('A map is drawn. It takes 3 ms.')).toEqual([true, true])
})
