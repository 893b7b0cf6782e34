import { characterAt } from './entities.ts'
import { findLinks } from './links.ts'
import { restorePrices } from './lost-prices.ts'

/*
 * What is left when a program stripped TeX of its dollars and backslashes, or ate the letter behind a backslash.
 * Every rule puts back what no English sentence can have meant; the tests beside this file hold a counter-example each.
 */

const NAME_START = String.raw`(?<![\\A-Za-z])` // not inside a word, and not a command that still has its backslash

const TAKES_BRACES =
  'textit|textbf|texttt|textsc|textsf|textrm|text|emph|url|href|footnote|cite|citep|citet|mathcal|mathbf|mathbb|' +
  'mathrm|mathsf|mathfrak|boldsymbol|operatorname|frac|sqrt|hat|tilde|bar|vec|overline|underline|widetilde|widehat'

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

// Letters that nobody spells out before a hyphen, unlike alpha-beta, beta-test, gamma-ray, chi-square, pi-day.
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

type Rule = [pattern: RegExp, replacement: string | ((match: string, name: string) => string)]

/**
 * Rules that share a sign. The sign starts with a rare character and looks back from there: to search for the words
 * themselves would try every letter of every text, at ten times the cost.
 */
interface Group {
  sign: RegExp
  rules: Rule[]
}

const GROUPS: Group[] = [
  {
    // $\unicode{x2014}$: MathJax's way to write a character, which is text outside of formulas as well.
    sign: /\\unicode/,
    rules: [[/\$?\\unicode\{x([\da-fA-F]{2,6})\}\$?/g, (match, code) => unicode(match, code)]],
  },
  {
    sign: new RegExp(
      `(?<=${NAME_START}(?:${TAKES_BRACES}|ext..|ilde|rac|oldsymbol))\\{|\\{(?:em|it|bf|sc|tt|sl) `,
    ),
    rules: [
      // textit{O}pen: nobody writes a brace behind a word.
      [new RegExp(`${NAME_START}(${TAKES_BRACES})(?=\\{)`, 'g'), String.raw`\$1`],
      // extit{RIoU}: '\t' was read as a tab. Same for '\f' and '\b'.
      [new RegExp(`${NAME_START}(ext(?:it|bf|tt|sc|sf|rm)|ilde)(?=\\{)`, 'g'), String.raw`\t$1`],
      [new RegExp(`${NAME_START}(rac)(?=\\{)`, 'g'), String.raw`\f$1`],
      [new RegExp(`${NAME_START}(oldsymbol)(?=\\{)`, 'g'), String.raw`\b$1`],
      // {em learning}: a font switch. 'it' and 'em' with a brace before them are no words.
      [/\{(em|it|bf|sc|tt|sl) (?=[A-Za-z])/g, String.raw`{\$1 `],
    ],
  },
  {
    // top-\$p\$: a formula whose dollars were escaped. A price has a number behind its dollar.
    sign: /\\\$/,
    rules: [[/\\\$([A-Za-z\\](?:[^$\s]{0,30}[^$\s\\])?)\\\$(?![A-Za-z\d])/g, '$$$1$$']],
  },
  {
    sign: /\d(?:times| ?pm ?\d)|(?<=times|[\s(=](?:[gl]e|approx|sim) ?|^(?:[gl]e|approx) )\d/,
    rules: [
      // 2,048times1,024 and 10times faster, where a digit touches the word. '40 times less' stays.
      [/(?<=\d)times (?=\d)/g, '×'],
      [/(?<=\d)times(?![A-Za-z])/g, '×'],
      [new RegExp(`${NAME_START}times(?=[\\d.,]+(?![\\w.,]))`, 'g'), '×'],
      // (ge 70B), and (le 3B) before a size, a percentage or a bracket: 'le 5 juin' is French.
      [/(?<=[\s(]|^)ge (?=\d)/g, '≥ '],
      [/(?<=[\s(]|^)le (?=\d[\d.,]*(?:[KMBGT]B?\b|%|\)))/g, '≤ '],
      [
        /(?<=[\s(]|^)([gl]e)(?=\d[\d.,]*(?:(?:[KMBGT]B?)?\b|%)(?![-\w]))/g,
        (_, name) => (name === 'ge' ? '≥' : '≤'),
      ],
      // approx 5%, sim10%: but sim2real and sim1 are names, and 'approx.' is a word with its own full stop.
      [/(?<=[\s(=]|^)approx ?(?=\d)/g, '≈ '],
      [/(?<=[\s(]|^)sim(?=\d[\d.,]*(?:\d|[KMB%×])(?![\w-]))/g, '~'],
      // 92.3 pm 0.9: two decimals, unlike '5 pm 10'.
      [/(?<=\d) ?pm(?<=\.\d{1,6} ?pm) ?(?=\d{1,6}\.\d)/g, ' ± '],
    ],
  },
  {
    // lambda_1, tau^2, ell_2: a letter with an index. 'eta_min' may be a name in a program and stays.
    sign: new RegExp(`(?<=${GREEK})[_^](?:\\d|\\{)`),
    rules: [
      [new RegExp(`${NAME_START}(?<![_-])(${GREEK})(?=[_^](?:\\d|\\{))`, 'g'), String.raw`\$1`],
    ],
  },
  {
    // tau-leaping, of $\tau$-leaping.
    sign: new RegExp(`(?<=${HYPHENATED})-[a-z]`),
    rules: [
      [
        new RegExp(`(?<![\\\\\\w/.{-])(?:${HYPHENATED})(?=-(?!delta|algebra)[a-z]{2})`, 'g'),
        (name) => GREEK_LETTERS[name]!,
      ],
    ],
  },
  {
    // text rightarrow image, x geq 5. Words have no rarer character than the space before them.
    sign: /[\s(](?:[gln]eq|simeq|gtrsim|lesssim|[lrR](?:eft|ight)\w{0,5}arrow|infty|propto|cdot|ldots)/,
    rules: [
      [
        new RegExp(
          `${NAME_START}(?<![{}_-])(${Object.keys(SYMBOLS).join('|')})(?![A-Za-z}-])`,
          'g',
        ),
        (_, name) => SYMBOLS[name]!,
      ],
    ],
  },
]

const ANY_SIGN = new RegExp(
  [/\\\d/, ...GROUPS.slice(0, -1).map(({ sign }) => sign)].map(({ source }) => source).join('|'),
)
const WORD_SIGN = GROUPS.at(-1)!.sign // apart, because its spaces would slow the search for all others

function unicode(match: string, code: string): string {
  const character = characterAt(parseInt(code, 16)) ?? ''
  const isWhole = match.startsWith('$') === match.endsWith('$')
  return isWhole ? character : match.replace(/\\unicode\{\w+\}/, character)
}

/** Whether `restoreTex` could change the text. About 3 µs for an abstract, so that most texts pay for nothing else. */
export function mayHaveLostTex(text: string): boolean {
  return ANY_SIGN.test(text) || WORD_SIGN.test(text)
}

/** The text with its lost TeX put back: as TeX where it has an argument, as the character where it stands alone. */
export function restoreTex(text: string): string {
  let restored = ''
  let from = 0
  // A URL is left alone: '/alpha_1' and '/10times' in it are somebody's file names.
  for (const link of findLinks(text)) {
    restored += restoreWords(text.slice(from, link.from)) + text.slice(link.from, link.to)
    from = link.to
  }
  return restored + restoreWords(text.slice(from))
}

function restoreWords(text: string): string {
  let restored = restorePrices(text)
  for (const { sign, rules } of GROUPS) {
    if (!sign.test(restored)) continue
    for (const [pattern, replacement] of rules) {
      restored =
        typeof replacement === 'string'
          ? restored.replace(pattern, replacement)
          : restored.replace(pattern, replacement)
    }
  }
  return restored
}
