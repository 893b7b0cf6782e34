import { expect, test } from 'vitest'
import { renderAbstract } from '../text.ts'
import { mayHaveLostTex, restoreTex } from './lost-tex.ts'

const text = (raw: string) => renderAbstract(raw).text

test.each([
  ['images of 2,048times1,024 pixels', 'images of 2,048×1,024 pixels'],
  ['a 64times64times3 grid', 'a 64×64×3 grid'],
  ['a 256times 256 grid', 'a 256×256 grid'],
  ['runs 10times faster', 'runs 10× faster'],
  ['a speed-up of 3-4times.', 'a speed-up of 3-4×.'],
])('a digit before or behind "times" makes it a sign: %s', (raw, shown) => {
  expect(text(raw)).toBe(shown)
})

test.each([
  'it is 40 times less likely',
  'we repeat it 3 times 4 days apart',
  'the Sunday times4all edition is sometimes late',
])('"times" between spaces or inside a word is a word: %s', (raw) => {
  expect(text(raw)).toBe(raw)
})

test.each([
  ['large models (ge 70B) and small ones (le 3B)', 'large models (≥ 70B) and small ones (≤ 3B)'],
  ['of size ge 5', 'of size ≥ 5'],
  ['at le 10% of the price', 'at ≤ 10% of the price'],
  ['we need (ge128GB) of memory', 'we need (≥128GB) of memory'],
])('a lost comparison stands before a number: %s', (raw, shown) => {
  expect(text(raw)).toBe(shown)
})

test.each(['présenté le 5 juin 2021', 'le 14 juillet', 'the college 5 students'])(
  'French "le" and the end of a word compare nothing: %s',
  (raw) => {
    expect(text(raw)).toBe(raw)
  },
)

test.each([
  ['improves approx 5%', 'improves ≈ 5%'],
  ['only sim10% of it', 'only ~10% of it'],
  ['scores 92.3 pm 0.9 points', 'scores 92.3 ± 0.9 points'],
  ['for x geq y and z leq w', 'for x ≥ y and z ≤ w'],
  ['from text rightarrow image', 'from text → image'],
  ['as n to infty', 'as n to ∞'],
])('a lost operator is shown as its sign: %s', (raw, shown) => {
  expect(text(raw)).toBe(shown)
})

test.each([
  'the sim2real gap and sim1 to sim3',
  'approx. 5 people',
  'open from 5 pm 10 June',
  'to simulate 5 cars',
  'the leqture notes of rightarrows',
])('what only looks like an operator stays: %s', (raw) => {
  expect(text(raw)).toBe(raw)
})

test.each([
  ['textit{O}pen problems', 'Open problems', '<em>O</em>pen problems'],
  ['a extbf{robust} rule', 'a robust rule', 'a <strong>robust</strong> rule'],
  ['they {em learn} it', 'they learn it', 'they <em>learn</em> it'],
  ['the space mathbb{R}', 'the space ℝ', 'the space <math alttext="\\mathbb{R}"><mi>ℝ</mi></math>'],
])('a command that lost its backslash has it back before a brace: %s', (raw, shown, html) => {
  expect(renderAbstract(raw)).toEqual({ text: shown, html: `<p>${html}</p>` })
})

test('words that are also commands stay where no brace follows', () => {
  const raw = 'The text bar has a hat and a frac in bold, and it {is} a set {em, it}'
  expect(restoreTex(raw)).toBe(raw)
})

test.each([
  ['with beta_1 and lambda_{max}', 'with β₁ and λ_max'],
  ['in tau-leaping and theta-roles', 'in τ-leaping and θ-roles'],
  ['the ell_1 norm', 'the ℓ₁ norm'],
])('the name of a Greek letter with an index or a hyphen is the letter: %s', (raw, shown) => {
  expect(text(raw)).toBe(shown)
})

test.each([
  'alpha-beta pruning, a beta-test, gamma-ray bursts and a chi-square test',
  'the parameter eta_min of meta-learning',
  'a sigma-delta converter and a sigma-algebra',
  'phi-2 and the mu-',
])('names that are spelled out stay: %s', (raw) => {
  expect(text(raw)).toBe(raw)
})

test('a dollar eaten between two prices is put back before both', () => {
  expect(text('trained at a cost of only 45 and \\120 per run')).toBe(
    'trained at a cost of only $45 and $120 per run',
  )
  expect(text('valued at \\3 million USD')).toBe('valued at $3 million USD')
})

test('a backslash before a number that is no price only disappears', () => {
  expect(text('a high correlation of \\0.83')).toBe('a high correlation of 0.83')
  expect(text('first; \\3) last')).toBe('first; 3) last')
})

test('a formula whose dollars were escaped is a formula, and escaped prices are prices', () => {
  expect(renderAbstract('min-\\$q\\$ sampling').html).toBe(
    '<p>min-<math><mi>q</mi></math> sampling</p>',
  )
  expect(text('from \\$5 to \\$10')).toBe('from $5 to $10')
  expect(text('the US\\$ and the A\\$')).toBe('the US$ and the A$')
})

test('a MathJax character is that character', () => {
  expect(text('behaviour$\\unicode{x2014}$such as gaze')).toBe('behaviour—such as gaze')
})

test('nothing inside a URL is restored', () => {
  const raw = 'see https://example.org/alpha_1/10times/textit and 10times more'
  expect(text(raw)).toBe(raw.replace('10times more', '10× more'))
})

test('a text without a sign of lost TeX is not searched for it', () => {
  expect(mayHaveLostTex('An ordinary sentence about 40 times, at 5 pm, with a frequency.')).toBe(
    false,
  )
  expect(mayHaveLostTex('64times64')).toBe(true)
})
