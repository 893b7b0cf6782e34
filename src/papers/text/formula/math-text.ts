import { grouped, subscript, superscript } from '../scripts.ts'
import { asTyped } from './as-typed.ts'
import { textOf, type MathNode } from './math-tree.ts'

// Set between two operands with a space on either side, as a person types them. Before one operand alone there is
// none: '≥5', '~10'.
const RELATIONS = new Set([...'=<>≤≥≠≈≃≅≡~∝≪≫≲≳≺≻⪯⪰∈∉∋⊂⊃⊆⊇⊊⊄⊈→←↔⇒⇐⇔↦⟹⟺↪⊢⊨≔|∥≜≍∧∨'.split(''), ':='])

// What stands above a letter in MathML → the character that combines with it.
const COMBINING = new Map(
  Object.entries({
    ˆ: '\u0302',
    '^': '\u0302',
    '~': '\u0303',
    '˜': '\u0303',
    '‾': '\u0304',
    '¯': '\u0304',
    '˙': '\u0307',
    '¨': '\u0308',
    '→': '\u20d7',
    ˇ: '\u030c',
    '˘': '\u0306',
    '´': '\u0301',
    '`': '\u0300',
    '˚': '\u030a',
  }),
)

/** The formula as a person would type it: x², α, ≤, H₂O, ℝ^d, √(n+1), (a+b)/c. */
export function mathText(math: MathNode): string {
  // Of a long formula, the rows between which its line may break are one row here.
  const isBroken = math.tag === 'math' && math.children.length > 1
  const children = isBroken ? math.children.flatMap((part) => part.children) : [math]
  return row(children, false)
    .replace(/ {2,}/g, ' ')
    .replace(/(?<=[/([{|⌈⌊]) (?=log|ln|max|min|exp)/g, '')
    .replace(/′′/g, '″')
    .trim()
}

function read(node: MathNode, tight: boolean): string {
  const [first, second, third] = node.children
  const child = (one: MathNode | undefined) => (one ? read(one, true) : '')

  switch (node.tag) {
    case '':
      return asTyped(textOf(node))
    case 'mi':
    case 'mn':
    case 'mo':
    case 'mtext':
      return asTyped(textOf(node))
    case 'mspace':
      return node.attributes.some(([name, value]) => name === 'width' && /[1-9]/.test(value))
        ? ' '
        : ''
    case 'msup':
      return script(first) + superscript(child(second).trim())
    case 'msub':
      return script(first) + subscript(child(second).trim())
    case 'msubsup':
      return script(first) + subscript(child(second).trim()) + superscript(child(third).trim())
    case 'munder':
    case 'mover':
    case 'munderover':
      return overAndUnder(node)
    case 'mfrac':
      return fraction(node)
    case 'msqrt':
      return `√${rooted(row(node.children, true).trim())}`
    case 'mroot':
      return `${superscript(child(second).trim())}√${rooted(child(first).trim())}`
    case 'menclose':
      return withMark(row(node.children, tight), isOverline(node) ? '\u0304' : '')
    case 'mtable':
      return node.children.map((line) => cells(line)).join('; ')
    case 'mphantom':
      return ''
    default:
      return row(node.children, tight)
  }
}

/** √n and √2, but √(mn): a root has no end of its own in plain text. */
function rooted(text: string): string {
  return /^\p{L}{2,}$/u.test(text) ? `(${text})` : grouped(text)
}

function isOverline(node: MathNode): boolean {
  return node.attributes.some(([name, value]) => name === 'notation' && value === 'top')
}

/** A mark fits on one letter; over more, plain text leaves it out. */
function withMark(text: string, mark: string): string {
  return /^.$/u.test(text) ? `${text}${mark}`.normalize('NFC') : text
}

const BIG_OPERATOR = /^[∑∏∫⋃⋂⨁].+/u // with its limits

/** What a power or an index stands on: brackets around a sum are in the formula already. */
function script(base: MathNode | undefined): string {
  return base ? read(base, true) : ''
}

function row(children: MathNode[], tight: boolean): string {
  let written = ''
  let endsWord = false

  for (const [position, child] of children.entries()) {
    const text = read(child, tight)
    if (text === '') continue

    const isLast = position === children.length - 1
    if (
      child.tag === 'mo' &&
      !tight &&
      (isSeparator(text) || text === ':' || RELATIONS.has(text))
    ) {
      written = withSign(written, text, isLast)
      endsWord = false
      continue
    }
    const isWord = startsWithWord(child)
    const apart =
      (isWord && /[\p{L}\p{N})\]}∞²³¹⁰-₉]$/u.test(written)) ||
      (endsWord && /^[\p{L}\p{N}√∑∏]/u.test(text))
    written += apart ? ` ${text}` : text
    endsWord = isWord || BIG_OPERATOR.test(text) || /[_^][\p{L}\p{N}.]+[*′]?$/u.test(text) // x_i y_i and 2^k n, not 2^kn
  }
  return written
}

/** One line of a matrix, or of equations whose second half starts with its sign. */
function cells(line: MathNode): string {
  const texts = line.children.map((cell) => row(cell.children, false).trim())
  return texts
    .filter((cell) => cell !== '')
    .map((cell, position) => {
      if (position === 0) return cell
      return RELATIONS.has(cell[0]!) ? ` ${cell[0]} ${cell.slice(1).trim()}` : `, ${cell}`
    })
    .join('')
}

/** `log`, also where it has a power or an index. */
function startsWithWord(node: MathNode): boolean {
  let first = node
  while (/^(?:mrow|msup|msub|msubsup|munder|mpadded)$/.test(first.tag) && first.children[0]) {
    first = first.children[0]
  }
  return first.tag === 'mi' && /^\p{L}{2,}$/u.test(textOf(first))
}

function isSeparator(sign: string): boolean {
  return sign === ',' || sign === ';'
}

function withSign(written: string, sign: string, isLast: boolean): string {
  if (isSeparator(sign)) return `${written}${sign} `
  if (sign === ':') return /\d$/.test(written) || isLast ? `${written}:` : `${written}: `
  if (sign === '=' && written.endsWith(': ')) return `${written.slice(0, -2).trimEnd()} := `
  return written === '' || isLast ? written + sign : `${written.trimEnd()} ${sign} `
}

function fraction(node: MathNode): string {
  const [above, below] = node.children.map((child) => read(child, true).trim())
  const isBinomial = node.attributes.some(
    ([name, value]) => name === 'linethickness' && value.startsWith('0'),
  )
  return isBinomial ? `${above} choose ${below}` : `${grouped(above ?? '')}/${grouped(below ?? '')}`
}

function overAndUnder(node: MathNode): string {
  const [base, second, third] = node.children.map((child) => read(child, true).trim())
  if (node.tag === 'munderover') {
    return `${base}${subscript(second ?? '')}${superscript(third ?? '')}`
  }

  const mark = COMBINING.get(textOf(node.children[1] ?? node))
  if (mark !== undefined) return withMark(base ?? '', mark)
  if (/^[→←↔⇒⏟⏞_^=≡]*$/u.test(base ?? '') || /^[⏟⏞_]$/u.test(second ?? '')) return base ?? ''
  return node.tag === 'munder' ? `${base}${subscript(second ?? '')}` : (base ?? '')
}
