/** Macros by name, as the typesetter takes them: '\eps' → '\varepsilon', with #1 for an argument. */
export type Macros = Record<string, string>

/** Commands of packages that authors use in abstracts, in terms of what the typesetter has. */
const PACKAGES: Macros = {
  '\\mbox': '\\text{#1}',
  '\\hbox': '\\text{#1}',
  '\\textsc': '\\text{#1}',
  '\\textsl': '\\textit{#1}',
  '\\textnormal': '\\text{#1}',
  '\\textsuperscript': '^{\\text{#1}}',
  '\\textsubscript': '_{\\text{#1}}',
  '\\emph': '\\textit{#1}',
  '\\ensuremath': '#1',
  '\\mathbbm': '\\mathbb{#1}',
  '\\mathds': '\\mathbb{#1}',
  '\\mathbold': '\\boldsymbol{#1}',
  '\\nicefrac': '#1/#2',
  '\\sfrac': '#1/#2',
  '\\textless': '<',
  '\\textgreater': '>',
  '\\textdegree': '^\\circ',
  '\\texttimes': '\\times',
  '\\eps': '\\varepsilon',
  '\\poly': '\\operatorname{poly}',
  '\\polylog': '\\operatorname{polylog}',
  '\\Oh': 'O',
  '\\reals': '\\mathbb{R}',
  '\\url': '\\text{#1}',
  '\\SI': '#1\\,\\mathrm{#2}',
  '\\si': '\\mathrm{#1}',
  '\\num': '#1',
  '\\xspace': '',
  '\\mspace': '',
}

const ALPHABETS: [RegExp, string][] = [
  [/^(?:mathbb|bb)([A-Za-z])$/, 'mathbb'],
  [/^(?:mathcal|cal|mc)([A-Z])$/, 'mathcal'],
  [/^(?:mathbf|bf)([A-Za-z])$/, 'mathbf'],
  [/^(?:mathsf|sf)([A-Z])$/, 'mathsf'],
  [/^(?:mathrm|rm)([A-Za-z]+)$/, 'mathrm'],
  [/^(sqrt|tilde|hat|bar|vec|widetilde|overline)([A-Za-z])$/, ''],
]

const USES_PACKAGE = new RegExp(
  `\\\\(?:${Object.keys(PACKAGES)
    .map((name) => name.slice(1))
    .join('|')})(?![A-Za-z])`,
)

/** The macros that a formula may need: its text's own, and those of packages when it uses one. A new object. */
export function macrosFor(tex: string, own: Macros | null): Macros {
  const body = own === null ? '' : Object.values(own).join(' ')
  return USES_PACKAGE.test(tex) || USES_PACKAGE.test(body) ? { ...PACKAGES, ...own } : { ...own }
}

/**
 * What a macro that nobody defined probably shows: its name upright, which is how authors choose names.
 * `\bbR` and `\calH` say their alphabet; `\mathbbR` and `\sqrtn` lost the braces of their argument.
 */
export function guessMacro(name: string): string {
  for (const [pattern, alphabet] of ALPHABETS) {
    const match = pattern.exec(name)
    if (match) return alphabet === '' ? `\\${match[1]}{${match[2]}}` : `\\${alphabet}{${match[1]}}`
  }
  return /^[A-Za-z]/.test(name) ? `\\mathrm{${name}}` : name
}
