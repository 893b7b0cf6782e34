import { expect, test } from 'vitest'
import { renderAbstract, renderTitle } from '../text.ts'
import { checkHtml } from '../../../test/check-html.ts'
import { findLinks, safeUrl } from './links.ts'

const links = (raw: string) =>
  [...renderAbstract(raw).html.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(
    ([, url, label]) => [url, label],
  )

test.each([
  ['Code: https://example.org/a-1.', 'https://example.org/a-1'],
  ['(see https://example.org/a_(b)).', 'https://example.org/a_(b)'],
  ['[https://example.org/a], and', 'https://example.org/a'],
  ['https://example.org/a?b=1&amp;c=2#d!', 'https://example.org/a?b=1&amp;c=2#d'],
  ['\\url{https://example.org/a\\_b}', 'https://example.org/a_b'],
  ['https://example.org/a\\_b\\%20c', 'https://example.org/a_b%20c'],
  ['https://example.org/~ann/', 'https://example.org/~ann/'],
  ['{https://example.org/a}', 'https://example.org/a'],
  ['“https://example.org/a”', 'https://example.org/a'],
  ['代码在https://example.org/a。完', 'https://example.org/a'],
])('%s links to %s', (raw, url) => {
  expect(links(raw)[0]?.[0]).toBe(url)
})

test.each([
  ['at lab.example.org.', 'https://lab.example.org'],
  ['at our-tool.github.io, free', 'https://our-tool.github.io'],
  ['at example.org/tools/x.', 'https://example.org/tools/x'],
  ['at www.example.org/x', 'https://www.example.org/x'],
])('a bare host that can be nothing else is a link: %s', (raw, url) => {
  expect(links(raw)[0]?.[0]).toBe(url)
})

test.each([
  'Node.js, ASP.NET and socket.io',
  'write to ann@lab.example.org',
  'e.g.in such cases, i.e.no others',
  'ends here.It goes on. And results.in',
  'the file model.tar.gz and v1.2.3',
  'and/or, w.r.t./x',
])('a name, an address of mail or a missing space is no link: %s', (raw) => {
  expect(links(raw)).toEqual([])
})

test('a URL that stands twice because of a lost \\href is shown once', () => {
  const raw = 'at https://site.example.org/{https://site.example.org/}. End'
  expect(renderAbstract(raw).text).toBe('at https://site.example.org/. End')
  expect(links(raw)).toEqual([['https://site.example.org/', 'https://site.example.org/']])
})

test('the words of a link are its label, and plain text keeps the address', () => {
  const raw =
    '\\href{https://example.org/x}{\\small \\textcolor{blue}{Our code}} and [a page](https://example.org/y)'
  expect(links(raw)).toEqual([
    ['https://example.org/x', 'Our code'],
    ['https://example.org/y', 'a page'],
  ])
  expect(renderAbstract(raw).text).toBe(
    'Our code (https://example.org/x) and a page (https://example.org/y)',
  )
})

test('a title has no links, only their words', () => {
  expect(renderTitle('Tools \\url{https://example.org/x}').html).toBe('Tools https://example.org/x')
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  '//example.org',
  '/x',
  'file:///etc/passwd',
  'https://a"b',
])('%s is never linked to', (url) => {
  const { html } = renderAbstract(`\\href{${url}}{click} \\url{${url}} [x](${url})`)
  expect(html).not.toContain('<a href="javascript')
  expect(checkHtml(html).problems).toEqual([])
  expect(html).not.toMatch(/href="(?!https:\/\/)/)
})

test('a URL with a name and a password is no link', () => {
  expect(safeUrl('https://user:secret@example.org/')).toBeNull()
})

test('an escaped URL keeps its writing', () => {
  expect(safeUrl('https://example.org/a%20b')).toBe('https://example.org/a%20b')
  expect(findLinks('https://example.org/é')[0]?.url).toBe('https://example.org/')
})
