import { expect, test } from 'vitest'
import { safeUrl } from './safe-url.ts'

test('addresses of the web and of mail are allowed', () => {
  expect(safeUrl('https://example.org/a?b=c#d')).toBe('https://example.org/a?b=c#d')
  expect(safeUrl('http://example.org')).toBe('http://example.org/')
  expect(safeUrl('mailto:ada@example.org')).toBe('mailto:ada@example.org')
})

test('addresses that would run or reach elsewhere are not', () => {
  const refused = [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://example.org/x',
    'ftp://example.org',
    '//example.org',
    '/path',
    'example.org',
    '',
    'https://',
  ]
  for (const url of refused) expect([url, safeUrl(url)]).toEqual([url, null])
})

test('what could end an attribute is encoded', () => {
  expect(safeUrl('https://example.org/"><script>')).toBe('https://example.org/%22%3E%3Cscript%3E')
})
