import { expect, test } from 'vitest'
import { marked, markedHtml, snippet, type Ranges } from './marked.ts'

const find = (text: string, word: string): Ranges =>
  [...text.matchAll(new RegExp(word, 'g'))].map(({ 0: found, index }) => [
    index,
    index + found.length,
  ])

test('text is escaped, marked or not', async () => {
  const text = 'a <b> & <i>'
  expect(String(await marked(text, [[2, 5]]))).toBe('a <mark>&lt;b&gt;</mark> &amp; &lt;i&gt;')
})

test('ranges beyond the end of a text that has changed since are left out', async () => {
  expect(String(await marked('short', [[3, 9]]))).toBe('short')
})

test('words are marked in HTML, but not in formulas, tags and escapes', () => {
  const html = 'The <i>amp</i> &amp; <math><mi>amp</mi></math> and amplifiers'
  const text = 'The amp & amp and amplifiers'
  expect(String(markedHtml(html, text, find(text, 'amp\\b')))).toBe(
    'The <i><mark>amp</mark></i> &amp; <math><mi>amp</mi></math> and amplifiers',
  )
})

test('a snippet is where most of the words stand, cut at words', async () => {
  const text = `${'filling words '.repeat(60)}experts and one more of the experts ${'go on '.repeat(60)}`
  const shown = String(await snippet(text, [[0, 7], ...find(text, 'experts')]))
  expect(shown).toContain('<mark>experts</mark> and one more of the <mark>experts</mark>')
  expect(shown).toMatch(/^… (?:filling|words) .* (?:go|on) …$/)
  expect(shown.length).toBeLessThan(320)
})

test('a short text is shown whole, and without anything to mark there is no snippet', async () => {
  expect(String(await snippet('Few experts.', [[4, 11]]))).toBe('Few <mark>experts</mark>.')
  expect(snippet('Few experts.', [])).toBeNull()
})

test('a word longer than a snippet makes none', () => {
  expect(snippet(`a ${'w'.repeat(1000)} b`, [[2, 1002]])).toBeNull()
})
