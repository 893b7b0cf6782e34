import type { MathNode } from './math-tree.ts'

/** Classes in the HTML of formulas; public/styles/maths.css has a rule for each. */
export const MATH_CLASSES = [
  'maths-bold',
  'maths-italic',
  'maths-left',
  'maths-long',
  'maths-over',
  'maths-right',
  'maths-under',
] as const

type MathClass = (typeof MATH_CLASSES)[number]

// MathML Core: https://www.w3.org/TR/mathml-core/. Anything else gives its children and disappears.
const ELEMENTS = new Set(
  (
    'math mrow mi mo mn mtext mspace msup msub msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd ' +
    'mstyle mphantom mmultiscripts mprescripts none'
  ).split(' '),
)

const ATTRIBUTES: Record<string, RegExp> = {
  form: /^(?:prefix|infix|postfix)$/,
  stretchy: /^(?:true|false)$/,
  symmetric: /^true$/,
  movablelimits: /^(?:true|false)$/,
  accent: /^(?:true|false)$/,
  displaystyle: /^(?:true|false)$/,
  scriptlevel: /^\d$/,
  mathvariant: /^normal$/,
  linethickness: /^0(?:px)?$/,
  // A length stays below 10 em: '\hspace{1000em}' would push the page apart.
  lspace: /^\d(?:\.\d+)?(?:em)?$/,
  rspace: /^\d(?:\.\d+)?(?:em)?$/,
  width: /^\d(?:\.\d+)?em$/,
  height: /^\d(?:\.\d+)?em$/,
  minsize: /^\d(?:\.\d+)?em$/,
  maxsize: /^\d(?:\.\d+)?em$/,
}

/** All that the HTML of a formula may hold. */
export const MATH_ELEMENTS: ReadonlySet<string> = ELEMENTS
export const MATH_ATTRIBUTES = [...Object.keys(ATTRIBUTES), 'accentunder', 'display', 'alttext']

/** The formula as HTML: only elements and attributes listed here, no inline style, no id, no address. */
export function mathHtml(node: MathNode): string {
  if (node.tag === '') return node.text
  if (node.tag === 'menclose') return overOrUnderline(node)
  const inner = node.children.map(mathHtml).join('')
  if (node.tag === 'mpadded') return node.children.length === 1 ? inner : `<mrow>${inner}</mrow>`
  if (!ELEMENTS.has(node.tag)) return inner
  return `<${node.tag}${attributesOf(node)}>${inner}</${node.tag}>`
}

function attributesOf(node: MathNode): string {
  let written = ''
  for (const [name, value] of node.attributes) {
    if (ATTRIBUTES[name]?.test(value)) written += ` ${name}="${value}"`
  }
  // An accent keeps the size of the text. The typesetter says so by a style on the mark, MathML Core on its parent.
  if (
    /^(?:mover|munder)$/.test(node.tag) &&
    node.children.some((child) => /math-depth:0/.test(styleOf(child)))
  ) {
    written += node.tag === 'mover' ? ' accent="true"' : ' accentunder="true"'
  }
  const classes = classesOf(node)
  return classes === '' ? written : `${written} class="${classes}"`
}

/** The typesetter's styles and classes as the few of our own; the others are corrections for fonts we do not serve. */
function classesOf(node: MathNode): string {
  const style = styleOf(node)
  const own = valueOf(node, 'class')
  if (style === '' && own === '') return ''

  const classes: MathClass[] = []
  if (style.includes('font-weight:bold')) classes.push('maths-bold')
  if (style.includes('font-style:italic')) classes.push('maths-italic')
  if (style.includes('text-align:left') || own === 'tml-left') classes.push('maths-left')
  if (style.includes('text-align:right') || own === 'tml-right') classes.push('maths-right')
  return classes.join(' ')
}

/** `menclose` is not in MathML Core: a line above or below is a border, strokes and boxes are left out. */
function overOrUnderline(node: MathNode): string {
  const inner = node.children.map(mathHtml).join('')
  const notation = valueOf(node, 'notation')
  if (notation === 'top') return `<mrow class="maths-over">${inner}</mrow>`
  if (notation === 'bottom') return `<mrow class="maths-under">${inner}</mrow>`
  return node.children.length === 1 ? inner : `<mrow>${inner}</mrow>`
}

function styleOf(node: MathNode): string {
  return valueOf(node, 'style')
}

function valueOf(node: MathNode, name: string): string {
  return node.attributes.find((attribute) => attribute[0] === name)?.[1] ?? ''
}
