import { expect, test } from 'vitest'
import { renderAbstract, renderTitle } from '../text.ts'
import { MAX_CHARACTERS } from './clean.ts'

const text = (raw: string) => renderTitle(raw).text

test('entities are decoded once, and are text', () => {
  expect(renderTitle('R&amp;D for x &lt; 5 &#38; it&#39;s &#x2014; good')).toEqual({
    text: "R&D for x < 5 & it's — good",
    html: "R&amp;D for x &lt; 5 &amp; it's — good",
  })
  expect(text('how to write &amp;lt; in HTML')).toBe('how to write &lt; in HTML')
  expect(text('AT&T; a&b; &unknown;')).toBe('AT&T; a&b; &unknown;')
})

test('an entity that is no character stays as it is', () => {
  expect(text('x &#xD800; &#9999999; y')).toBe('x &#xD800; &#9999999; y')
})

test('controls, zero-width spaces and marks that turn the direction are taken out', () => {
  expect(text('a\0b\u0007c\u200bd\u202ee\u2066f\ufeffg\u00adh')).toBe('abcdefgh')
})

test('half a surrogate pair becomes the replacement character', () => {
  expect(text('a\ud800b')).toBe('a\ufffdb')
})

test('joiners and direction marks stay, because Persian, Hindi and Hebrew are written with them', () => {
  const raw = 'می\u200cخواهم क्\u200dष שלום\u200f 中文、日本語'
  expect(renderTitle(raw)).toEqual({ text: raw, html: raw })
})

test('Windows quotes that arrived as controls are quotes', () => {
  expect(text('\x93quoted\x94 and it\x92s')).toBe('“quoted” and it’s')
})

test('UTF-8 that was read as Latin-1 is read again', () => {
  expect(text('range 1â\x80\x935, itâ\x80\x99s')).toBe('range 1–5, it’s')
  expect(text('São Â»')).toBe('São Â»')
})

test('a backslash and letter that became one control character are both there again', () => {
  expect(text('a 3\times3 grid')).toBe('a 3×3 grid')
  expect(text('\textbf{new}')).toBe('new')
})

test('lines are folded, paragraphs are kept, a comment line goes', () => {
  const { text: shown, html } = renderAbstract('One\nline.\n% a comment\nSame.\n\n\n Two.')
  expect(shown).toBe('One line. Same.\n\nTwo.')
  expect(html).toBe('<p>One line. Same.</p><p>Two.</p>')
  expect(text('rises by 50\n% of it')).toBe('rises by 50 % of it')
})

test('a text far longer than any abstract is cut', () => {
  const { text: shown } = renderAbstract('word '.repeat(MAX_CHARACTERS))
  expect(shown.length).toBeLessThanOrEqual(MAX_CHARACTERS)
  expect(shown.endsWith('…')).toBe(true)
})

test('an empty text is empty', () => {
  expect(renderAbstract('')).toEqual({ text: '', html: '' })
  expect(renderAbstract(' \n\n {} ')).toEqual({ text: '', html: '' })
})
