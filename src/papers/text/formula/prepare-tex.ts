/*
 * Formulas as authors write them for TeX with their own packages, made into what the typesetter knows.
 */

const NAME_START = String.raw`(?<![\\A-Za-z])`

const OPERATORS =
  'times|sim|simeq|approx|leq|geq|neq|pm|cdot|infty|rightarrow|leftarrow|ldots|subseteq|' +
  'alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|varphi|chi|psi|' +
  'omega|Gamma|Delta|Theta|Lambda|Sigma|Phi|Psi|Omega|ell|log|ln|exp|min|max|sin|cos|tan|lim|sup|inf|arg|det|dim|gcd'

// Words as part of these are words: \text{max}, \mathrm{log}.
const HOLDS_WORDS =
  /\\(?:text|mbox|hbox|mathrm|mathsf|mathit|mathtt|operatorname|rm\b|verb|begin|ce\b)/

const KERN = /\\m?kern\s*-?[\d.]+\s*(?:mu|em|ex|pt)/g
const LAST_SPACE = /(?:\\\s*)+$/ // `\ ` at the end, where the backslash alone is left

type Step = [pattern: RegExp, replacement: string]

const LOST: Step[] = [
  [new RegExp(`${NAME_START}(${OPERATORS})(?![A-Za-z])`, 'g'), String.raw`\$1`],
  [
    new RegExp(`${NAME_START}(imes|heta|ext(?:it|bf|tt|sc)|ilde|ext)(?![A-Za-z])`, 'g'),
    String.raw`\t$1`,
  ],
]

const DIALECT: Step[] = [
  [/(?<!\\)%/g, String.raw`\%`], // a comment in TeX, a percent sign in metadata
  [/(?<!\\)#/g, String.raw`\#`],
  [/\\(?:label|tag\*?|ref|eqref|cite[a-z]*)\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])/g, ''],
  [/\\rule\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}\s*\{[^{}]*\}/g, ''], // only a black box
  [/\\(?:href|textcolor|colorbox|hyperlink)\s*\{[^{}]*\}\s*(?=\{)|\\color\s*\{[^{}]*\}/g, ''],
  // \tilde\mathcal{O} and d_\max: TeX wants braces, authors think it does not.
  [
    /\\(tilde|widetilde|hat|widehat|bar|overline|vec|sqrt)\s*(\\(?:math[a-z]+|boldsymbol|bm|cal)\s*(?:\{[^{}]*\}|[A-Za-z]))/g,
    String.raw`\$1{$2}`,
  ],
  [
    /([_^])\s*(\\(?:max|min|log|operatorname|math[a-z]+|text[a-z]*)(?![A-Za-z])(?:\{[^{}]*\}|(?!\s*\{)))/g,
    '$1{$2}',
  ],
  [/\\(begin|end)\s*\{(?:align|alignat|flalign|eqnarray)\*?\}/g, String.raw`\$1{aligned}`],
  [/\\(begin|end)\s*\{(?:gather|multline)\*?\}/g, String.raw`\$1{gathered}`],
  [/\\(?:begin|end)\s*\{(?:equation|displaymath|math)\*?\}/g, ''],
]

/** TeX for the typesetter: lost backslashes back, comments and black boxes out, environments it knows. */
export function prepareTex(tex: string): string {
  let prepared = tex.trim().replace(KERN, '').replace(LAST_SPACE, '')
  if (!HOLDS_WORDS.test(prepared) && /[a-zA-Z]{2}/.test(prepared)) {
    for (const [pattern, replacement] of LOST) prepared = prepared.replace(pattern, replacement)
  }
  if (/[%#]|\\[a-z]{3}/.test(prepared)) {
    for (const [pattern, replacement] of DIALECT) prepared = prepared.replace(pattern, replacement)
    prepared = prepared.replace(/(\\text[a-z]*|\\mbox)\s*\{([^{}$\\]*)\}/g, escapeInside)
  }
  return /\\(?:begin|\\|substack|matrix|cases|cr\b)/.test(prepared)
    ? prepared
    : prepared.replace(/(?<!\\)&/g, String.raw`\&`)
}

function escapeInside(_: string, command: string, words: string): string {
  return `${command}{${words.replace(/[_&]/g, String.raw`\$&`).replace(/\^/g, '')}}`
}
