import { characterAt } from './entities.ts'

/*
 * What is left when a program stripped TeX of its dollars and backslashes, or ate the letter behind a backslash.
 * Every rule puts back what no English sentence can have meant; the tests beside this file hold a counter-example each.
 */

const NAME_START = String.raw`(?<![\\A-Za-z])` // not inside a word, and not a command that still has its backslash

const TAKES_BRACES =
  'textit|textbf|texttt|textsc|textsf|textrm|text|emph|url|href|footnote|cite|citep|citet|mathcal|mathbf|mathbb|mathrm|mathsf|mathfrak|boldsymbol|' +
  'operatorname|frac|sqrt|hat|tilde|bar|vec|overline|underline|widetilde|widehat'

const GREEK =
  'alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|phi|' +
  'varphi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Phi|Psi|Omega|ell'

// No English words at all.
const SYMBOLS: Record<string, string> = {
  geq: '≥',
  leq: '≤',
  neq: '≠',
  geqslant: '≥',
  leqslant: '≤',
  gtrsim: '≳',
  lesssim: '≲',
  simeq: '≃',
  rightarrow: '→',
  leftarrow: '←',
  leftrightarrow: '↔',
  Rightarrow: '⇒',
  infty: '∞',
  propto: '∝',
  cdot: '·',
  ldots: '…',
}

type Rule = [pattern: RegExp, replacement: string | ((match: string, name: string) => string)]

const RULES: Rule[] = [
  // $\unicode{x2014}$: MathJax's way to write a character, which is text outside of formulas as well.
  [/\$?\\unicode\{x([\da-fA-F]{2,6})\}\$?/g, (match, code) => unicode(match, code)],

  // textit{O}bstacles: nobody writes a brace behind a word.
  [new RegExp(`${NAME_START}(${TAKES_BRACES})(?=\\{)`, 'g'), String.raw`\$1`],

  // extit{RIoU}: '\t' was read as a tab. Same for '\f' and '\b'.
  [new RegExp(`${NAME_START}(ext(?:it|bf|tt|sc|sf|rm)|ilde)(?=\\{)`, 'g'), String.raw`\t$1`],
  [new RegExp(`${NAME_START}(rac)(?=\\{)`, 'g'), String.raw`\f$1`],
  [new RegExp(`${NAME_START}(oldsymbol)(?=\\{)`, 'g'), String.raw`\b$1`],

  // top-\$p\$: a formula whose dollars were escaped. A price has a number behind its dollar.
  [/\\\$([A-Za-z\\](?:[^$\s]{0,30}[^$\s\\])?)\\\$(?![A-Za-z\d])/g, '$$$1$$'],

  // {em learning}: a font switch. 'it' and 'em' with a brace before them are no words.
  [/\{(em|it|bf|sc|tt|sl) (?=[A-Za-z])/g, String.raw`{\$1 `],

  // 1,536times1,536 and 10times faster, where a digit touches the word. '40 times less' stays.
  [/(?<=\d)times (?=\d)/g, '×'],
  [/(?<=\d)times(?![A-Za-z])/g, '×'],
  [new RegExp(`${NAME_START}times(?=\\d)`, 'g'), '×'],

  // (ge 175B), and (le 11B) before a size, a percentage or a bracket: 'le 5 juin' is French.
  [/(?<=[\s(]|^)ge (?=\d)/g, '≥ '],
  [/(?<=[\s(]|^)le (?=\d[\d.,]*(?:[KMBGT]\b|%|\)))/g, '≤ '],
  [
    /(?<=[\s(]|^)([gl]e)(?=\d[\d.,]*(?:[KMBGT]?\b|%)(?![-\w]))/g,
    (_, name) => (name === 'ge' ? '≥' : '≤'),
  ],

  // approx 5%, sim10%: but sim2real and sim1 are names, and 'approx.' is a word with its own full stop.
  [/(?<=[\s(=]|^)approx ?(?=\d)/g, '≈ '],
  [/(?<=[\s(]|^)sim(?=\d[\d.,]*(?:\d|[KMB%×])(?![\w-]))/g, '~'],

  // 92.3 pm 0.9: two decimals, unlike '5 pm 10'.
  [/(?<=\d\.\d+%?) ?pm ?(?=\d+\.\d)/g, ' ± '],

  [
    new RegExp(`${NAME_START}(?<![{}_-])(${Object.keys(SYMBOLS).join('|')})(?![A-Za-z}-])`, 'g'),
    (_, name) => SYMBOLS[name]!,
  ],

  // lambda_1, tau^2, ell_2: a letter with an index. 'eta_min' may be a name in a program and stays.
  [new RegExp(`${NAME_START}(?<![_-])(${GREEK})(?=[_^](?:\\d|\\{))`, 'g'), String.raw`\$1`],

  // tau-bench: letters that are not spelled out before a hyphen, unlike alpha-beta, beta-test, gamma-ray, chi-square.
  [
    /(?<![\\A-Za-z\d_{/.-])(?:tau|epsilon|theta|sigma|rho|phi|psi|kappa|mu)(?=-(?!delta|algebra)[a-z]{2})/g,
    (name) => GREEK_LETTERS[name]!,
  ],
]

function unicode(match: string, code: string): string {
  const character = characterAt(parseInt(code, 16)) ?? ''
  const isWhole = match.startsWith('$') === match.endsWith('$')
  return isWhole ? character : match.replace(/\\unicode\{\w+\}/, character)
}

const GREEK_LETTERS: Record<string, string> = {
  tau: 'τ',
  epsilon: 'ε',
  theta: 'θ',
  sigma: 'σ',
  rho: 'ρ',
  phi: 'φ',
  psi: 'ψ',
  kappa: 'κ',
  mu: 'μ',
}

const HYPHENATED = Object.keys(GREEK_LETTERS).join('|')

// Each alternative starts with a rare character and looks back from there: a search for the words themselves would
// try every letter of every text, at ten times the cost.
const SIGN = new RegExp(
  String.raw`[{]|\\[$\d]|\d(?:times| pm )|(?<=times|[\s(=](?:[gl]e|approx|sim) ?|^(?:[gl]e|approx) )\d` +
    `|(?<=${GREEK})[_^]|(?<=${HYPHENATED})-[a-z]`,
)
const SYMBOL = /eq(?!u)|tarrow|infty|propto|cdot|ldots|trsim|sssim/ // in every name of SYMBOLS, and in few words

/** Whether `restoreTex` could change the text. About 3 µs for an abstract, so that most texts pay for nothing else. */
export function mayHaveLostTex(text: string): boolean {
  return SIGN.test(text) || SYMBOL.test(text)
}

/** The text with its lost TeX put back: as TeX where it has an argument, as the character where it stands alone. */
export function restoreTex(text: string): string {
  let restored = restorePrices(text)
  for (const [pattern, replacement] of RULES) {
    restored =
      typeof replacement === 'string'
        ? restored.replace(pattern, replacement)
        : restored.replace(pattern, replacement)
  }
  return restored
}

const MONEY =
  /cost|pric|budget|dollar|USD|worth|valued|pay|paid|spen[dt]|fee|salar|wage|revenue|sav(?:e|ing)|cheap|expens|fund|invest/i
const MONEY_WITHIN = 60 // characters to either side: about a clause

/**
 * `187 and \800` in a text about a budget was `$187 and \$800`: its first dollar was taken for a formula's.
 * `\0.79` elsewhere is only a number with a stray backslash.
 */
function restorePrices(text: string): string {
  if (!/\\\d/.test(text)) return text

  return text.replace(
    /(?:(?<![\d.,$\\])(\d[\d.,]*[KMB]?)( (?:and|or|to|vs\.?|versus) |[-–]))?\\(?=\d)/g,
    (match: string, first: string | undefined, between: string | undefined, at: number) => {
      const around = text.slice(Math.max(0, at - MONEY_WITHIN), at + match.length + MONEY_WITHIN)
      const dollar = MONEY.test(around) ? String.raw`\$` : ''
      return first === undefined ? dollar : `${dollar}${first}${between}${dollar}`
    },
  )
}
