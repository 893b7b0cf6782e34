import { expect, test, vi } from 'vitest'
import { renderAbstract, renderTitle } from './text.ts'
import { checkHtml } from '../../test/check-html.ts'
import { MAX_CHARACTERS } from './text/clean.ts'
import { seededRandom } from '../../test/random.ts'

test('an ordinary text is shown as it is', () => {
  const raw = 'We study “plain” words: naïve, 12%, (a) and so on.'
  expect(renderTitle(raw)).toEqual({ text: raw, html: raw })
  expect(renderAbstract(raw)).toEqual({ text: raw, html: `<p>${raw}</p>` })
})

test('a title is one line, an abstract is paragraphs', () => {
  const raw = 'First part\n\nsecond $x^2$ part'
  expect(renderTitle(raw).text).toBe('First part second x² part')
  expect(renderTitle(raw).html).not.toContain('<p>')
  expect(renderAbstract(raw).text).toBe('First part\n\nsecond x² part')
  expect(renderAbstract(raw).html).toMatch(
    /^<p>First part<\/p><p>second <math.*<\/math> part<\/p>$/,
  )
})

test('a display formula stays inside of its paragraph', () => {
  expect(checkHtml(renderAbstract('We show $$a=b$$ here').html).problems).toEqual([])
})

const PARTS = [
  'word',
  'Two words',
  'naïve',
  '“quoted”',
  'x < y & z > "w"',
  '5%',
  '$5',
  '(a)',
  "it's",
  '中文',
  'עברית',
  '👩‍🔬',
  '\\emph{set}',
  '\\textbf{bold \\textit{both}}',
  '{\\em old}',
  '\\textsc{Caps}',
  '\\texttt{a_b}',
  'M^{3}',
  'G_{in}',
  "``so'' it",
  '--',
  '---',
  '~',
  '\\%',
  "\\'e",
  '\\v{c}',
  '\\cite{a}',
  '\\footnote{A note.}',
  '\n\n',
  '\n',
  ' ',
  'https://example.org/a_b',
  '\\url{https://example.org/x}',
  '\\href{https://example.org/y}{here}',
  '10times',
  '\\item',
  '\\begin{itemize}',
  '\\unknown{arg}',
  '\\name',
  '{',
  '}',
  '$',
  '$$',
  '\\',
  '^',
  '_',
  '`',
  "'",
  '&amp;',
  '$x^2$',
  '$\\frac{a}{b}$',
  '\\(y\\)',
  '\\[z_1\\]',
  '\\alpha',
  '<b>',
  '</b>',
  '<script>',
  '**',
  '](https://a.org)',
  '[',
]

const generated = (random: () => number, parts: string[], between?: string) =>
  Array.from(
    { length: 1 + Math.floor(random() * 20) },
    () => parts[Math.floor(random() * parts.length)]!,
  ).join(between ?? (random() < 0.5 ? '' : ' '))

const withoutFormulas = PARTS.filter(
  (part) => !/[$\\]\w*[([$]?\\?[xyz]|\\frac|\\alpha|^\$|\\\[|\\\(/.test(part),
)

test('whatever is put together, nothing throws and the HTML is well-formed and safe', () => {
  const random = seededRandom(1)
  for (let round = 0; round < 3_000; round++) {
    const raw = generated(random, PARTS)
    expect(checkHtml(renderTitle(raw).html).problems, raw).toEqual([])
    expect(checkHtml(renderAbstract(raw).html).problems, raw).toEqual([])
  }
})

test('without formulas and hidden addresses, the HTML reads back as the text', () => {
  const random = seededRandom(2)
  const parts = withoutFormulas.filter((part) => !/href|\]\(/.test(part))
  for (let round = 0; round < 3_000; round++) {
    const raw = generated(random, parts, ' ')
    const { text, html } = renderAbstract(raw)
    expect(squeezed(checkHtml(html).text), raw).toBe(squeezed(text))
  }
})

const squeezed = (text: string) =>
  text
    .replace(/[ \u00a0]+/g, ' ')
    .replace(/ ?\n+ ?/g, '\n')
    .trim()

test('a text that was rendered once stays the same', () => {
  const random = seededRandom(3)
  const parts = withoutFormulas.filter(
    (part) => !/[\\{}`'^_*&<[]|--/.test(part) || /^\\(?:emph|text|v|%)/.test(part),
  )
  for (let round = 0; round < 2_000; round++) {
    const { text } = renderTitle(generated(random, parts, ' '))
    expect(renderTitle(text).text).toBe(text)
  }
})

const HOSTILE = [
  '$',
  '$$',
  '\\',
  '\\\\',
  '{',
  '}',
  '\\(',
  '\\[',
  '\\{',
  '^',
  '_',
  '^{',
  '_{',
  '`',
  "'",
  '"',
  '~',
  '-',
  '&amp;',
  '&',
  '<i>',
  '<',
  '**',
  '[',
  '](',
  '\\"',
  "\\'a",
  '\\"a ',
  '\\emph{',
  '{\\bf ',
  '\\cite{',
  '\\footnote{',
  '\\begin{equation}',
  '\\url{',
  '\\verb|',
  'https://',
  'a.',
  'www.',
  '%',
  '1pm1',
  '$a',
  '$x$',
  '\\text{$',
  '\\a',
  '\\aB',
  '\ud800',
  '\0',
  '\u202e',
  '\n',
  ' ',
  '\\newcommand{\\a}{',
  '\\def\\a{\\a\\a}',
  '1times',
  '\\1',
  '5 and \\',
  'ge 5',
  '(',
  '\\item',
  'é\u0301',
  '\\unicode{x41}',
  '$\\left(',
  '\\sqrt',
]

test('a megabyte of anything does no harm', { timeout: 60_000 }, () => {
  for (const part of HOSTILE) {
    const raw = part.repeat(Math.ceil(1_000_000 / part.length))
    const { text, html } = renderAbstract(raw)
    expect(text.length).toBeLessThanOrEqual(6 * MAX_CHARACTERS)
    expect(html.length).toBeLessThanOrEqual(40 * MAX_CHARACTERS)
    expect(checkHtml(html).problems, part).toEqual([])
  }
})

test('twice the text is at most about twice the work', () => {
  for (const part of HOSTILE) {
    const small = work(part.repeat(Math.ceil(4_000 / part.length)))
    const large = work(part.repeat(Math.ceil(8_000 / part.length)))
    expect(large, part).toBeLessThan(2.5 * small + 20_000)
  }
})

/** Searches made, and characters cut out to be searched, while a text is rendered. */
function work(raw: string): number {
  const searches = vi.spyOn(RegExp.prototype, 'exec')
  const cuts = vi.spyOn(String.prototype, 'slice')
  try {
    renderAbstract(raw)
    const cut = cuts.mock.results.reduce((sum, { value }) => sum + String(value).length, 0)
    return searches.mock.calls.length + cut
  } finally {
    searches.mockRestore()
    cuts.mockRestore()
  }
}
