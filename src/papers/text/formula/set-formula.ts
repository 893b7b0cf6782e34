import temml from 'temml'
import { escapeAttribute, escapeText } from '../escape.ts'
import { superscript, subscript } from '../scripts.ts'
import { boundedCache } from './bounded-cache.ts'
import { MAX_FORMULA_CHARACTERS } from './find-formula.ts'
import { guessMacro, packageMacros, type Macros } from './macros.ts'
import { mathHtml } from './math-html.ts'
import { mathText } from './math-text.ts'
import { readMathMarkup, textOf, type MathNode } from './math-tree.ts'
import { prepareTex } from './prepare-tex.ts'

export interface SetFormula {
  html: string
  text: string
}

const CACHED_FORMULAS_MAX = 8_000 // about 8 MB; `$n$`, `$\epsilon$` and `$\times$` make up half of all formulas
const EXPANSIONS_MAX = 400 // a real formula needs a dozen; `\def\x{\x\x}` needs more than there are
const UNKNOWN_MACROS_MAX = 8 // each costs another attempt
const LENGTH_MAX: [em: number, points: number] = [4, 40] // of a space: `\hspace{100em}` is four
const MARKUP_CHARACTERS_MAX = 60_000 // ten times the largest formula that was meant; a matrix of 2,000 cells has more

// They define, or load, or name something. Definitions are taken out of a text before its formulas are set.
const REFUSED =
  /\\(?:[egx]?def|let|futurelet|global|long|(?:re)?newcommand|providecommand|csname|includegraphics|html[A-Z]\w*|class|id|style|data|bordermatrix)(?![A-Za-z])/

const cache = boundedCache<SetFormula>(CACHED_FORMULAS_MAX)

/**
 * A formula as MathML and as plain text. Never throws: TeX that cannot be set is shown as its source, as code.
 * About 50 µs for a new formula, nothing for one of the last 8,000.
 */
export function setFormula(tex: string, display: boolean, own: Macros | null = null): SetFormula {
  const key = display ? `$${tex}` : tex
  const known = own === null ? cache.get(key) : undefined
  if (known) return known

  const formula = typeset(tex, display, own) ?? asSource(tex)
  if (own === null) cache.set(key, formula)
  return formula
}

/** Null when it cannot be set: an unknown environment, a missing brace, too long, too deep. */
function typeset(tex: string, display: boolean, own: Macros | null): SetFormula | null {
  if (tex.length > MAX_FORMULA_CHARACTERS) return null
  const prepared = prepareTex(tex)
  if (REFUSED.test(prepared)) return null

  const macros = packageMacros(own)
  const markup =
    mathMarkup(prepared, display, macros) ?? mathMarkup(withoutSizes(prepared), display, macros)
  if (markup === null || markup.length > MARKUP_CHARACTERS_MAX) return null

  const math = readMathMarkup(markup).children[0]
  return math?.tag === 'math' ? written(math, tex, display) : null
}

/** `\left(` without its `\right`, `\bigl` without its `\bigr`: as brackets they need no partner. */
function withoutSizes(tex: string): string {
  return tex.replace(/\\(?:left|right|middle|[bB]igg?[lrm]?)(?![A-Za-z])\s*\.?/g, '')
}

function mathMarkup(tex: string, display: boolean, macros: Macros): string | null {
  for (let attempt = 0; attempt <= UNKNOWN_MACROS_MAX; attempt++) {
    try {
      return temml.renderToString(tex, {
        displayMode: display,
        throwOnError: true,
        trust: false,
        macros,
        maxExpand: EXPANSIONS_MAX,
        maxSize: LENGTH_MAX,
      })
    } catch (problem) {
      const unknown = /Unsupported function name: \\([A-Za-z]+|.)/.exec(String(problem))?.[1]
      if (unknown === undefined || `\\${unknown}` in macros) return null
      macros[`\\${unknown}`] = guessMacro(unknown)
    }
  }
  return null
}

function written(math: MathNode, tex: string, display: boolean): SetFormula {
  const text = mathText(math)
  const only = math.children.length === 1 && !display ? math.children[0]! : null

  if (only && isScriptAlone(only)) return scriptAlone(only)

  // A lone number or sign is set in the letters of its sentence: 10×, 5%.
  const characters = textOf(math)
  if (only && /^(?:[\d.,]+%?|[^\p{L}\s])$/u.test(characters)) {
    return { html: escapeText(characters), text }
  }

  const source = /[\\^_]/.test(tex) ? ` alttext="${escapeAttribute(tex.trim())}"` : ''
  const kind = display ? ' display="block"' : ''
  const inner = math.children.map(mathHtml).join('')
  return { html: inner === '' ? '' : `<math${kind}${source}>${inner}</math>`, text }
}

/** M$^{3}$, C$_{60}$: the base is outside of the formula, so the script is set as text beside it. */
function isScriptAlone(node: MathNode): boolean {
  return (
    /^(?:msup|msub)$/.test(node.tag) &&
    textOf(node.children[0]!) === '' &&
    /^[\w+−.%°∘™-]+$/.test(textOf(node))
  )
}

function scriptAlone(node: MathNode): SetFormula {
  const script = mathText(node.children[1]!)
  if (script === '∘' || script === '°') return { html: '°', text: '°' }
  const tag = node.tag === 'msup' ? 'sup' : 'sub'
  const text = node.tag === 'msup' ? superscript(script) : subscript(script)
  return { html: `<${tag}>${escapeText(script)}</${tag}>`, text }
}

function asSource(tex: string): SetFormula {
  const source = tex.trim()
  return { html: source === '' ? '' : `<code>${escapeText(source)}</code>`, text: stripTex(source) }
}

/** TeX without what only TeX needs: backslashes, braces, sizes of brackets. */
export function stripTex(tex: string): string {
  return tex
    .replace(/\\(?:left|right|[bB]igg?[lrm]?|displaystyle|limits)(?![A-Za-z])/g, '')
    .replace(/\\([A-Za-z]+)\s*/g, '$1 ')
    .replace(/\\(.)/gs, '$1')
    .replace(/[{}$]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
