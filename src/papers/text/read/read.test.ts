import { expect, test } from 'vitest'
import { renderAbstract, renderTitle } from '../../text.ts'

const text = (raw: string) => renderAbstract(raw).text
const html = (raw: string) => renderTitle(raw).html

test.each([
  ["``new'' ideas and ``more\"", '“new” ideas and “more”'],
  ["''first'' quotes, as some type them", '“first” quotes, as some type them'],
  ["the `old' way, the `other’ way", 'the ‘old’ way, the ‘other’ way'],
  ["the authors' view isn't `ours'", "the authors' view isn't ‘ours’"],
  ['the model`s answer at STOC `98', 'the model’s answer at STOC ’98'],
  ['6" screens and "straight" quotes', '6" screens and "straight" quotes'],
])('quotes: %s', (raw, shown) => {
  expect(text(raw)).toBe(shown)
})

test('a word between two backticks is code', () => {
  expect(html('the `run_all` script')).toBe('the <code>run_all</code> script')
})

test.each([
  ['the answer---yes---is', 'the answer—yes—is'],
  ['models -- such as these -- are', 'models – such as these – are'],
  ['pages 3--5, Karhunen--Lo\\`eve', 'pages 3–5, Karhunen–Loève'],
  ['on [--1, 1] and f(--x)', 'on [-1, 1] and f(-x)'],
  ['a line ------ of dashes', 'a line ------ of dashes'],
  ['well-known x-y', 'well-known x-y'],
])('dashes: %s', (raw, shown) => {
  expect(text(raw)).toBe(shown)
})

test('code is verbatim', () => {
  expect(html("\\texttt{a--b \\_c ``d'' x^2 \\$e}")).toBe("<code>a--b _c ``d'' x^2 $e</code>")
})

test.each([
  ['Theorem~1 by~Ann', 'Theorem 1 by Ann'],
  ['costs ~$5 or (~3x), AUC ~ 0.8', 'costs ~$5 or (~3x), AUC ~ 0.8'],
  ['by 9.3~24.5% or 5%~7%', 'by 9.3~24.5% or 5%~7%'],
])('a tilde is a no-break space, except where it means about: %s', (raw, shown) => {
  expect(text(raw)).toBe(shown)
})

test('a no-break space stays one in HTML', () => {
  expect(html('Theorem~1')).toBe('Theorem\u00a01')
})

test.each([
  ['Net^{2}-5M', 'Net²-5M', 'Net<sup>2</sup>-5M'],
  ['G_{in} grows', 'G_in grows', 'G<sub>in</sub> grows'],
  ['O(n^2 k) and 10^-5', 'O(n² k) and 10⁻⁵', 'O(n<sup>2</sup> k) and 10<sup>-5</sup>'],
  ['an F_1 score, H_2O', 'an F₁ score, H₂O', 'an F<sub>1</sub> score, H<sub>2</sub>O'],
  ['the a^n b^n language', 'the aⁿ bⁿ language', 'the a<sup>n</sup> b<sup>n</sup> language'],
  ['ranked 7^{th}', 'ranked 7th', 'ranked 7<sup>th</sup>'],
  ['R^{d x m}', 'R^(d x m)', 'R<sup>d x m</sup>'],
  ['CO\\textsubscript{2}', 'CO₂', 'CO<sub>2</sub>'],
])('a power or an index that lost its dollars: %s', (raw, shown, set) => {
  expect(text(raw)).toBe(shown)
  expect(html(raw)).toBe(set)
})

test.each([
  'train_test_split and lm_head',
  'Student_100, task_1 and v1_2',
  '^_^ and 2^O(n)',
  'T^3/4 regret',
  'a _ b ^ c',
  'file_1.py',
])('what reads in more than one way stays: %s', (raw) => {
  expect(text(raw)).toBe(raw)
})

test.each([
  ['{BERT}-based {A}I and {\\"O}ger', 'BERT-based AI and Öger'],
  ['we call it {pose-based tracking} here', 'we call it pose-based tracking here'],
  ['in {0,1} or {x : x > 0} or {red, blue}', 'in {0,1} or {x : x > 0} or {red, blue}'],
  ['unmatched } and { here', 'unmatched and – here'],
])('braces group, or are those of a set: %s', (raw, shown) => {
  expect(text(raw)).toBe(shown)
})

test.each([
  ['{\\em a} \\emph{b} \\textit{c}', '<em>a</em> <em>b</em> <em>c</em>'],
  ['{\\bf a \\it b} c', '<strong>a b</strong> c'],
  ['\\textbf{a \\emph{b}} \\underline{c}', '<strong>a <em>b</em></strong> <u>c</u>'],
  ['\\textsc{Net} \\texttt{x}', '<span class="small-caps">Net</span> <code>x</code>'],
  ['\\textcolor{red}{a} \\mbox{b} {\\small c} \\noindent d', 'a b c d'],
  ['\\emph{} x', 'x'],
  ['\\emph x', 'x'],
])('marks: %s', (raw, set) => {
  expect(html(raw)).toBe(set)
})

test('a mark over two paragraphs is set in each', () => {
  expect(renderAbstract('{\\bf one\n\ntwo} three').html).toBe(
    '<p><strong>one</strong></p><p><strong>two</strong> three</p>',
  )
})

test.each([
  ['5\\%, R\\&D, \\#1, \\$3, a\\_b, \\{c\\}', '5%, R&D, #1, $3, a_b, {c}'],
  ['e.g.\\ here,\\, there \\\\ now\\\\[2pt] then', 'e.g. here, there now then'],
  ['hyphen\\-ation, et al.\\@ and Recall\\@5', 'hyphenation, et al. and Recall@5'],
  ['360{\\deg}, 10\\textdegree C, \\pounds3, \\LaTeX{} x', '360°, 10°C, £3, LaTeX x'],
  ['\\eg this, Li \\etal, \\ie that', 'e.g. this, Li et al., i.e. that'],
])('signs and words behind a backslash: %s', (raw, shown) => {
  expect(text(raw)).toBe(shown)
})

test.each([
  ['satisfies \\epsilon-privacy with O(\\log n)', 'satisfies ϵ-privacy with O(log n)'],
  ['time \\mathcal{O}(n^2) on \\mathbb{R}^d', 'time O(n²) on ℝ^d'],
  ['about \\frac{1}{2} or \\sqrt{n}', 'about 1/2 or √n'],
  ['A \\subset B, 3 \\times 3', 'A ⊂ B, 3 × 3'],
  ['\\tilde{O}(\\sqrt\\log n)', 'Õ(√log n)'],
])('a command of formulas outside of one: %s', (raw, shown) => {
  expect(text(raw)).toBe(shown)
})

test('a macro without a definition is a name, spelled as the text spells it elsewhere', () => {
  expect(text('\\ournet~adds to it')).toBe('ournet adds to it')
  expect(renderAbstract('\\ournet~adds to it', 'OurNet: a title').text).toBe('OurNet adds to it')
  expect(renderTitle('Our-Net, or \\ournet{}').text).toBe('Our-Net, or Our-Net')
})

test('a macro with an argument is a wrapper and shows it', () => {
  expect(text('a \\ac{GPU}, \\revised{now \\emph{better}}')).toBe('a GPU, now better')
  expect(text('the \\greedy{2} rule')).toBe('the greedy(2) rule')
})

test.each([
  ['English\\rightarrowGerman, en\\rightarrowde', 'English→German, en→de'],
  ['the \\betaVAE and \\starformer', 'the βVAE and starformer'],
  ['of \\emphlocal search in \\mathbbR^d', 'of local search in ℝ^d'],
  ['regret O(\\sqrtT)', 'regret O(√T)'],
])('a command glued to the next word: %s', (raw, shown) => {
  expect(text(raw)).toBe(shown)
})

test.each([
  ['the names of every object: \\constructor, \\toString, \\__proto__'],
  ['\\hasOwnProperty \\valueOf{ab} \\prototype'],
])('a macro may have any name: %s', (raw) => {
  expect(text(raw)).not.toMatch(/function|object Object|undefined/)
})

test.each([
  ['as transformers \\cite{a,b}, we', 'as transformers, we'],
  ['as shown~\\citep[p.~5]{a}. Then', 'as shown. Then'],
  ['In \\cite{a}, we follow \\citet{b} and \\cite{c}.', 'In […], we follow […] and […].'],
  ['\\cite{a} proves it, see Section~\\ref{s}', '[…] proves it, see Section […]'],
])('a citation is left out where the sentence reads without it: %s', (raw, shown) => {
  expect(text(raw)).toBe(shown)
})

test('a footnote is in brackets in an abstract and left out of a title', () => {
  const raw = 'Our tools\\footnote{Code at \\url{https://example.org/x}.} help'
  expect(text(raw)).toBe('Our tools (Code at https://example.org/x) help')
  expect(renderTitle(raw).text).toBe('Our tools help')
  expect(renderTitle('On sets\\thanks{Funded by us}').text).toBe('On sets')
})

test('a list is paragraphs', () => {
  expect(text('\\begin{itemize} \\item One \\item[b] Two \\end{itemize}')).toBe('• One\n\n• Two')
})

test('Arabic, Hebrew, Chinese and emoji around TeX are unharmed', () => {
  expect(text('نموذج $x^2$ عربي، עברית \\%, 中文——“引号”、日本語 👩‍🔬 5\\%')).toBe(
    'نموذج x² عربي، עברית %, 中文——“引号”、日本語 👩‍🔬 5%',
  )
})
