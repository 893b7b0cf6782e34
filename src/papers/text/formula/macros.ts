/** Macros by name, as the typesetter takes them: '\eps' → '\varepsilon', with #1 for an argument. */
export type Macros = Record<string, string>

/** Commands of packages that authors use in abstracts. Counted in 300,000 of them: each occurs in several papers. */
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

export function packageMacros(own: Macros | null): Macros {
  return { ...PACKAGES, ...own }
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
