import temml from 'temml'
import { escapeAttribute, escapeText } from '../escape.ts'
import { superscript, subscript } from '../scripts.ts'
import { boundedCache, type BoundedCache } from './bounded-cache.ts'
import { MAX_FORMULA_CHARACTERS } from './find-formula.ts'
import { guessMacro, macrosFor, type Macros } from './macros.ts'
import { mathHtml } from './math-html.ts'
import { mathText } from './math-text.ts'
import { readMathMarkup, textOf, type MathNode } from './math-tree.ts'
import { prepareTex } from './prepare-tex.ts'

export interface SetFormula {
  html: string
  text: string
}

const CACHED_FORMULAS_MAX = 16_000 // about 16 MB, and two in three of the formulas of 300,000 papers
const EXPANSIONS_MAX = 400 // a real formula needs a dozen; `\def\x{\x\x}` needs more than there are
const UNKNOWN_MACROS_MAX = 8 // each costs another attempt
const LENGTH_MAX: [em: number, points: number] = [4, 40] // of a space: `\hspace{100em}` is four
const MARKUP_CHARACTERS_MAX = 60_000 // ten times the largest formula that was meant; a matrix of 2,000 cells has more

// TeX of this length may be wider than a telephone: it is cut into rows behind its relations, where a line may break.
const LONG_CHARACTERS = 40

const NESTING_MAX = 30 // of braces and brackets; a formula in an abstract has six

// They define, or load, or name something. Definitions are taken out of a text before its formulas are set.
const REFUSED =
  /\\(?:[egx]?def|let|futurelet|global|long|(?:re)?newcommand|providecommand|csname|includegraphics|html[A-Z]\w*|class|id|style|data|bordermatrix)(?![A-Za-z])/

// Characters that `\char` can name and clean() takes out of a text: controls, turned directions, no characters.
const UNSEEN =
  // oxlint-disable-next-line no-control-regex -- they are what is removed
  /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\uffff]/g

const shared = boundedCache<SetFormula>(CACHED_FORMULAS_MAX)
const caches = new WeakMap<Macros, BoundedCache<SetFormula>>()

/**
 * A formula as MathML and as plain text. Never throws: TeX that cannot be set is shown as its source, as code.
 * About 50 µs for a new formula, next to nothing for one of the last 16,000.
 */
export function setFormula(tex: string, display: boolean, own: Macros | null = null): SetFormula {
  const cache = own === null ? shared : cacheOf(own)
  const key = display ? `$${tex}` : tex
  const known = cache.get(key)
  if (known) return known

  const formula = typeset(tex, display, own) ?? asSource(tex)
  cache.set(key, formula)
  return formula
}

/** A text with macros of its own shares its formulas with no other. */
function cacheOf(own: Macros): BoundedCache<SetFormula> {
  const cache = caches.get(own) ?? boundedCache<SetFormula>(CACHED_FORMULAS_MAX)
  caches.set(own, cache)
  return cache
}

/** Null when it cannot be set: an unknown environment, a missing brace, too long, too deep. */
function typeset(tex: string, display: boolean, own: Macros | null): SetFormula | null {
  if (tex.length > MAX_FORMULA_CHARACTERS) return null
  const prepared = prepareTex(tex)
  if (REFUSED.test(prepared)) return null

  if (nesting(prepared) > NESTING_MAX) return null
  const macros = macrosFor(prepared, own)
  const bare = withoutSizes(prepared)
  const markup =
    mathMarkup(prepared, display, macros) ??
    (bare === prepared ? null : mathMarkup(bare, display, macros))
  if (markup === null || markup.length > MARKUP_CHARACTERS_MAX) return null

  const math = readMathMarkup(markup.replace(UNSEEN, '')).children[0]
  return math?.tag === 'math' ? written(math, tex, display) : null
}

/** The deepest level of braces. What opens by a command, as \left does, counts as well. */
function nesting(tex: string): number {
  let depth = 0
  let deepest = 0
  for (const [sign] of tex.matchAll(
    /\\(?:left|begin)(?![A-Za-z])|\\(?:right|end)(?![A-Za-z])|\\.|[{}]/gs,
  )) {
    if (sign === '{' || sign === '\\left' || sign === '\\begin') depth++
    else if (sign === '}' || sign === '\\right' || sign === '\\end') depth--
    deepest = Math.max(deepest, depth)
  }
  return deepest
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
        wrap: !display && tex.length > LONG_CHARACTERS ? 'tex' : 'none',
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
  const only = math.children.length === 1 ? math.children[0]! : null

  if (!display && only && isScriptAlone(only)) return scriptAlone(only)

  // A lone number or sign is set in the letters of its sentence: 10×, 5%, ≈.
  const characters = textOf(math)
  if (!display && /^(?:[\d.,]+[%×]?|[^\p{L}\s])$/u.test(characters)) {
    return { html: escapeText(characters), text }
  }

  const source = /[\\^_]/.test(tex)
    ? ` alttext="${escapeAttribute(tex.trim().replace(/\s+/g, ' '))}"`
    : ''
  const kind = display ? ' display="block"' : ''
  const long = math.children.length > 1 ? ' class="maths-long"' : ''
  const row = only?.tag === 'mrow' && only.attributes.length === 0 ? only : math // math is a row itself
  const inner = row.children.map(mathHtml).join('')
  return { html: inner === '' ? '' : `<math${kind}${long}${source}>${inner}</math>`, text }
}

/** M$^{2}$, C$_{60}$: the base is outside of the formula, so the script is set as text beside it. */
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
