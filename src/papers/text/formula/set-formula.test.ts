import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkHtml } from '../../../../test/check-html.ts'
import { MATH_CLASSES } from './math-html.ts'
import { setFormula } from './set-formula.ts'

const text = (tex: string) => setFormula(tex, false).text
const html = (tex: string) => setFormula(tex, false).html

test.each([
  ['x^2', 'x²'],
  ['\\alpha', 'α'],
  ['a\\leq b', 'a ≤ b'],
  ['\\mathbb{R}^d', 'ℝ^d'],
  ['10^{-3}', '10⁻³'],
  ['2^n', '2ⁿ'],
  ['n^{k+1}', 'n^(k+1)'],
  ['x_{i,j}', 'x_(i,j)'],
  ['G_{\\text{in}}', 'G_in'],
  ['a_1^2', 'a₁²'],
  ['x_iy_i', 'x_i y_i'],
  ['\\sqrt{n}', '√n'],
  ['\\sqrt{n+1}', '√(n+1)'],
  ['\\sqrt[3]{x}', '³√x'],
  ['\\frac{1}{2}', '1/2'],
  ['\\frac{a+b}{2c}', '(a+b)/2c'],
  ['\\binom{n}{k}', '(n choose k)'],
  ['O(n\\log n)', 'O(n log n)'],
  ['\\log^2 n', 'log² n'],
  ['n^2\\log n', 'n² log n'],
  ['\\tilde{O}(n)', 'Õ(n)'],
  ['\\hat\\theta', 'θ̂'],
  ['\\overline{x}', 'x̄'],
  ['\\mathcal{L}(\\mathbf{x})', 'L(x)'],
  ['\\|x\\|_2', '‖x‖₂'],
  ['f\\colon X\\to Y', 'f: X → Y'],
  ['x := y', 'x := y'],
  ['p<0.05', 'p < 0.05'],
  ['\\sim 10', '~10'],
  ['\\geq 5', '≥5'],
  ['3\\times 3', '3×3'],
  ['90^\\circ', '90°'],
  ['5^{\\text{th}}', '5th'],
  ["f''(x)", 'f″(x)'],
  ['x^*', 'x*'],
  ['\\sum_{i=1}^{n} x_i', '∑_(i=1)ⁿ x_i'],
  ['\\min_{x} f', 'min_x f'],
  ['\\{0,1\\}^n', '{0,1}ⁿ'],
  ['1{,}000', '1,000'],
  ['\\begin{pmatrix}1&0\\\\0&1\\end{pmatrix}', '(1, 0; 0, 1)'],
  ['E = mc^2', 'E = mc²'],
  ['-5', '-5'],
])('%s is typed as %s', (tex, shown) => {
  expect(text(tex)).toBe(shown)
})

test('a formula is MathML with its source for who listens or copies', () => {
  expect(html('x^2')).toBe('<math alttext="x^2"><msup><mi>x</mi><mn>2</mn></msup></math>')
  expect(html('n')).toBe('<math><mi>n</mi></math>')
  expect(html('a<"b"_1')).toContain('alttext="a&lt;&quot;b&quot;_1"')
})

test('a lone number or sign is part of its sentence', () => {
  expect(html('10')).toBe('10')
  expect(html('1,024')).toBe('1,024')
  expect(html('5\\%')).toBe('5%')
  expect(html('\\times')).toBe('×')
})

test('a power or an index without its base is text', () => {
  expect(setFormula('^{3}', false)).toEqual({ html: '<sup>3</sup>', text: '³' })
  expect(setFormula('_{60}', false)).toEqual({ html: '<sub>60</sub>', text: '₆₀' })
  expect(setFormula('^\\circ', false)).toEqual({ html: '°', text: '°' })
})

test.each([
  ['sim 9 imes', '~9×'],
  ['10times', '10×'],
  ['lambda_1', 'λ₁'],
  [' extit{RIoU}', 'RIoU'],
  ['O(n log n)', 'O(n log n)'],
  ['x < 5%', 'x < 5%'],
  ['\\mbox{if } x', 'if x'],
  ['\\tilde\\mathcal{O}(n)', 'Õ(n)'],
  ['d_\\max', 'd_max'],
  ['\\bigl(n', '(n'],
  ['\\left\\{ x', '{x'],
  ['\\mathbbR', 'ℝ'],
  ['\\eps', 'ε'],
  ['\\ournorm(x)', 'ournorm(x)'],
  ['x \\leq 1,\\ \\ ', 'x ≤ 1,'],
  ['a\\mkern-2mu b', 'ab'],
  ['\\begin{align*} a &= b \\end{align*}', 'a = b'],
  ['\\label{e} x', 'x'],
])('TeX of other dialects or with something lost is still set: %s', (tex, shown) => {
  expect(html(tex)).not.toContain('<code>')
  expect(text(tex)).toBe(shown)
})

test('a broken formula is its source, escaped', () => {
  expect(setFormula('\\frac{<a>}{', false)).toEqual({
    html: '<code>\\frac{&lt;a&gt;}{</code>',
    text: 'frac <a>',
  })
})

test.each([
  '\\rule{1000em}{1000em}',
  '\\hspace{1000em}x\\kern1000em y',
  '\\def\\x{\\x\\x}\\x',
  '\\newcommand{\\a}[1]{\\a{#1#1}}\\a{x}',
  '\\gdef\\q{1}\\q',
  '\\let\\x=y\\x',
  '\\href{javascript:alert(1)}{x}',
  '\\url{javascript:alert(1)}',
  '\\includegraphics{https://example.org/a.png}',
  '\\htmlClass{a}{b}\\htmlId{a}{b}\\htmlStyle{color:red}{b}\\htmlData{a=b}{c}',
  '\\class{a}{b}',
  '\\style{color:red}{x}',
  '\\id{a}{b}',
  '\\data{a=b}{c}',
  '\\ref{x}\\eqref{x}\\label{"><script>}',
  '\\color{red}x\\textcolor{red}{y}\\colorbox{red}{z}\\fcolorbox{red}{red}{z}',
  '\\boxed{x}\\cancel{x}\\fbox{x}\\phase{x}\\longdiv{x}',
  '\\text{<script>alert(1)</script>}',
  '\\verb|<b>|',
  '\\bordermatrix{a}',
  '\\char"110000\\char"D800',
  '\\unicode{x0}\\char"0\\char"202E\\char"FFFF',
  '\\genfrac(){1000em}{0}{a}{b}',
  '\\boldsymbol{1}\\bm{+}\\mathit{ab}\\begin{cases}a&b\\end{cases}\\underline{x}',
  '\\raisebox{100em}{x}',
  '\\begin{array}{*{100000}{c}}a\\end{array}',
  '\\begin{CD}A@>>>B\\end{CD}',
  '\\constructor\\toString\\overset{constructor}{x}',
  '\u{1d400}\ud800\0\u202e',
])('%s does no harm', (tex) => {
  for (const display of [false, true]) {
    const set = setFormula(tex, display)
    expect(checkHtml(set.html).problems).toEqual([])
    expect(set.html).not.toMatch(/ style=| href=| src=| on\w+=| id=/)
    expect(set.html.length).toBeLessThan(3000)
    expect(set.text).not.toContain('function')
  }
})

test('a definition in one formula is not known in the next', () => {
  setFormula('\\gdef\\leak{1}\\leak', false)
  expect(setFormula('\\leak', false).text).toBe('leak')
})

test('a formula too long or too deep is shown as its source', () => {
  expect(html('x+'.repeat(2_000))).toMatch(/^<code>/)
  expect(html(`${'{'.repeat(500)}x${'}'.repeat(500)}`)).toMatch(/^<code>/)
  expect(html(`\\begin{matrix}${'&'.repeat(1_900)}\\end{matrix}`)).toMatch(/^<code>/)
})

test('a long formula has rows between which its line may break', () => {
  const set = setFormula('T(n) = a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 \\leq b', false)
  expect(set.html).toContain('class="maths-long"')
  expect(set.text).toBe('T(n) = a₁+a₂+a₃+a₄+a₅+a₆+a₇ ≤ b')
})

test('every class of a formula has a rule in the style sheet, which loads nothing', () => {
  const css = readFileSync(new URL('../../../../public/styles/maths.css', import.meta.url), 'utf8')
  const inCss = [...css.matchAll(/\.(maths-[a-z]+)/g)].map(([, name]) => name)
  expect(new Set(inCss)).toEqual(new Set(MATH_CLASSES))
  expect(css).toContain('.small-caps')
  expect(css).not.toMatch(/url\(|@import|@font-face/)
})
