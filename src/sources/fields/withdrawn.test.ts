import { expect, test } from 'vitest'
import { saysWithdrawn } from './withdrawn.ts'

test.each([
  'This paper has been withdrawn by the author due to a crucial error in equation 1',
  'The paper was withdrawn because it was merged with another one',
  'This submission has been withdrawn by the administrators',
  'This 12 page article has now been withdrawn',
  'Withdrawn: a hole in the proof of Lemma 3',
  'Retracted by the authors.',
])('%j is a notice', (text) => {
  expect(saysWithdrawn(text)).toBe(true)
})

test.each([
  'We study how withdrawn drugs are described',
  '12 pages. A claim of the first version is withdrawn in Section 4',
  'Customers who have withdrawn money are counted',
  `${'A long text about tea. '.repeat(30)} This paper has been withdrawn.`,
])('%j is none', (text) => {
  expect(saysWithdrawn(text)).toBe(false)
})

test('no note says nothing', () => {
  expect(saysWithdrawn(undefined)).toBe(false)
})
