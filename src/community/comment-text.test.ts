import { expect, test } from 'vitest'
import { mentionsIn, renderComment } from './comment-text.ts'
import { COMMENT_CHARACTERS_MAX } from './comment.ts'

const nobody = () => null
const show = (text: string) => renderComment(text, nobody).trim()

test('Markdown becomes paragraphs, emphasis, lists, quotes and code', () => {
  expect(show('One *two* **three** `four`\n\n- five')).toBe(
    '<p>One <em>two</em> <strong>three</strong> <code>four</code></p>\n<ul>\n<li>five</li>\n</ul>',
  )
})

test('a formula between dollars is set, a price is left alone', () => {
  expect(show('so $O(n^2)$ it is')).toMatch(/<p>so <math[^>]*>.*<msup>.*<\/math> it is<\/p>/s)
  expect(show('$$\\frac{a}{b}$$')).toContain('<mfrac>')
  expect(show('it costs $5 or $6')).toBe('<p>it costs $5 or $6</p>')
  expect(show('`$x$`')).toBe('<p><code>$x$</code></p>')
})

test('HTML is shown as it was typed', () => {
  expect(show('<img src=x onerror=alert(1)><b>hi</b>')).toBe(
    '<p>&lt;img src=x onerror=alert(1)&gt;&lt;b&gt;hi&lt;/b&gt;</p>',
  )
})

test('an image is a link, so that no page asks another site for anything', () => {
  expect(show('![a cat](https://example.org/cat.png)')).toBe(
    '<p>!<a href="https://example.org/cat.png" rel="nofollow ugc">a cat</a></p>',
  )
})

test.each([
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:msgbox(1))',
  '[x](&#x6A;avascript:alert(1))',
  '<javascript:alert(1)>',
  '[x]: javascript:alert(1)\n\n[x]',
])('%j leads nowhere', (text) => {
  expect(show(text)).not.toMatch(/<a /)
})

test('an address to another site under our own scheme is no link of ours', () => {
  expect(show('[x](//evil.example/)')).not.toContain('href="//')
})

test('a bare address is a link that search engines do not follow', () => {
  expect(show('see https://example.org/a.')).toBe(
    '<p>see <a href="https://example.org/a" rel="nofollow ugc">https://example.org/a</a>.</p>',
  )
})

test('a heading does not break into those of the page', () => {
  expect(show('# Loud')).toBe('<p><strong>Loud</strong></p>')
})

test('@name leads to the person, if there is one', () => {
  const people = (handle: string) => (handle === 'ada' ? '/people/ada' : null)
  expect(renderComment('@Ada and @bob', people).trim()).toBe(
    '<p><a href="/people/ada">@Ada</a> and @bob</p>',
  )
})

test('those who are called are known: not in code, not in an address of mail, each once', () => {
  expect(mentionsIn('@ada @Bob `@eve` me@cat.example @ada, @bob-2! @not_one')).toEqual([
    'ada',
    'bob',
    'bob-2',
  ])
})

test('one comment calls ten people at the most', () => {
  const text = Array.from({ length: 50 }, (_, number) => `@reader${number}`).join(' ')
  expect(mentionsIn(text)).toHaveLength(10)
})

test.each([
  ['quotes in quotes', '>'.repeat(COMMENT_CHARACTERS_MAX)],
  ['brackets', '['.repeat(COMMENT_CHARACTERS_MAX)],
  ['images in links', '![['.repeat(COMMENT_CHARACTERS_MAX / 3)],
  ['emphasis', '*a '.repeat(COMMENT_CHARACTERS_MAX / 3)],
  ['ticks', '`'.repeat(COMMENT_CHARACTERS_MAX / 2) + ' ' + '`'.repeat(COMMENT_CHARACTERS_MAX / 3)],
  ['lists', Array.from({ length: 140 }, (_, depth) => `${' '.repeat(depth)}- x`).join('\n')],
  ['dollars', '$'.repeat(COMMENT_CHARACTERS_MAX)],
  ['formulas', '$x^{a}$ '.repeat(COMMENT_CHARACTERS_MAX / 8)],
  ['at signs', '@'.repeat(COMMENT_CHARACTERS_MAX)],
  ['table cells', `|a|b|\n|-|-|\n${'|x\n'.repeat(3000)}`],
  ['references', '[a]: b\n'.repeat(1000) + '[a]'.repeat(1000)],
  ['entities', '&amp;'.repeat(COMMENT_CHARACTERS_MAX / 5)],
])('%s without end stay text of bounded size', (_, text) => {
  const html = renderComment(text.slice(0, COMMENT_CHARACTERS_MAX), nobody)
  expect(html.length).toBeLessThan(100 * COMMENT_CHARACTERS_MAX)
})
