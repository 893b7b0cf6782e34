import { expect, test } from 'vitest'
import { renderAbstract, renderTitle } from '../../text.ts'

const text = (raw: string) => renderAbstract(raw).text
const formulas = (raw: string) => renderAbstract(raw).html.match(/<math/g)?.length ?? 0

test.each([
  'A model trained with a $100K budget',
  'It costs $5 or $10 a month',
  'between $0.013 and $0.025-$0.055 per call',
  'losses of $32 billion each year, about $3 per head',
  'from $66million to $76million',
  'under $2 per 1K tokens and ~$14 in total',
  'Tokens/$ and 100$ and US$ prices',
])('a price is a price: %s', (raw) => {
  expect(renderTitle(raw)).toEqual({ text: raw, html: raw })
})

test('a price does not put the formulas behind it out of step', () => {
  expect(text('It costs $5 per hour. We show $x^2$ and $y$.')).toBe(
    'It costs $5 per hour. We show x² and y.',
  )
  expect(text('A loss of $9 million a year ($n=3$).')).toBe('A loss of $9 million a year (n = 3).')
  expect(text('A stray $ here. We show $x^2$ and $y$ too.')).toBe(
    'A stray $ here. We show x² and y too.',
  )
})

test('a formula may start with a number', () => {
  expect(text('for $2k+1$ of $3 \\log n$, $10\\%$, $5$ and $4 \\times 4$ or $10 log n$')).toBe(
    'for 2k+1 of 3 log n, 10%, 5 and 4×4 or 10 log n',
  )
})

test('spaces inside of the dollars are no part of the formula', () => {
  expect(text('let $ x_1 \\in S $ be')).toBe('let x₁ ∈ S be')
})

test('all four kinds of delimiters hold formulas', () => {
  const { html, text: shown } = renderAbstract('$a_1$, \\(b_1\\), $$c_1$$ and \\[d_1\\]')
  expect(shown).toBe('a₁, b₁, c₁ and d₁')
  expect(html.match(/display="block"/g)).toHaveLength(2)
  expect(formulas('\\begin{equation*} a = b \\end{equation*}')).toBe(1)
  expect(formulas('\\begin{align} a &= b \\\\ c &= d \\end{align}')).toBe(1)
})

test('a formula inside the words of a formula belongs to it', () => {
  expect(text('$x = \\text{cost if $y > 0$ holds}$ end')).toBe('x = cost if y > 0 holds end')
})

test('a formula of words only is words', () => {
  expect(renderTitle('$\\textit{O}$pen $\\textbf{$2\\times$ less}$').html).toBe(
    '<em>O</em>pen <strong>2× less</strong>',
  )
})

test('dollars around nothing disappear', () => {
  expect(text('$ $We begin $$ here $$$$.')).toBe('We begin here .')
})

test('brackets that were escaped for Markdown are brackets', () => {
  expect(text('\\[Aim and scope of this work\\] We ask')).toBe(
    '[Aim and scope of this work] We ask',
  )
})
