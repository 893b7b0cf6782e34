import { expect, test } from 'vitest'
import { checkedGist } from './checked-gist.ts'

const text = {
  title: 'MapNet: Faster Maps',
  abstract:
    'We propose MapNet, a model with 7B parameters on GPT-4 data. It is 3.7x faster at 1,200 maps.',
}
const check = (answer: string) => checkedGist(answer, text)

test.each([
  'MapNet is a map model with 7 billion parameters.',
  'MapNet draws maps 3.7 times faster than before.',
  'A model trained on GPT-4 data draws 1200 maps in one pass.',
])('a sentence whose numbers the abstract has is taken: %s', (gist) => {
  expect(check(gist)).toBe(gist)
})

test.each([
  'MapNet is a map model with 8 billion parameters.',
  'MapNet draws maps 37 times faster than before.',
  'A model trained on GPT-5 data draws maps of towns.',
  'MapNet draws maps of fifty towns, faster than before.',
])('a number that the abstract has not is reason to drop it: %s', (gist) => {
  expect(check(gist)).toBeNull()
})

test.each([
  '',
  'Maps.',
  'x'.repeat(241),
  'MapNet draws maps. See https://elsewhere.example for the rest.',
  '<b>MapNet</b> draws maps faster than anybody did before it.',
  'MapNet draws maps\nfaster than anybody did before it came along.',
  '**MapNet** draws maps faster than anybody did before it came.',
  'MapNet draws \u202emaps\u202c faster than anybody did before it.',
])('what is no plain sentence is dropped: %j', (gist) => {
  expect(check(gist)).toBeNull()
})

test('quotes around the answer are no part of it', () => {
  expect(check('"MapNet draws maps faster than before."')).toBe(
    'MapNet draws maps faster than before.',
  )
})
