import { expect, test } from 'vitest'
import { ownPath } from './own-path.ts'

test.each([
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '\t//evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/a/..//evil.example',
  'https://evil.example',
  'https:evil.example',
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,x',
  'evil.example',
  '@evil.example',
  ':80',
  '',
  `/${'x'.repeat(1_001)}`,
])('%j leads nowhere', (text) => expect(ownPath(text)).toBeNull())

test.each([
  '/',
  '/papers/2504.00001',
  '/papers?q=a+b&page=2',
  '/papers/doi:10.1/a//b',
  '/@evil.example',
])('%j stays as it is', (text) => expect(ownPath(text)).toBe(text))

test('what is behind a hash is left to the browser', () => {
  expect(ownPath('/papers#comment-1')).toBe('/papers')
})
