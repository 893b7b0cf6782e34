import { SaxesParser } from 'saxes'
import { MATH_CLASSES } from '../src/papers/text/formula/math-html.ts'
import { subscript, superscript } from '../src/papers/text/scripts.ts'

const TEXT_TAGS = 'p a em strong code u span sup sub'
const MATH_TAGS =
  'math mrow mi mo mn mtext mspace msup msub msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd mstyle ' +
  'mphantom mmultiscripts mprescripts none'
const MATH_ATTRIBUTES =
  'form stretchy symmetric movablelimits accent accentunder displaystyle scriptlevel mathvariant linethickness lspace ' +
  'rspace width height minsize maxsize display alttext class'

const allowedTags = new Set(`${TEXT_TAGS} ${MATH_TAGS}`.split(' '))
const mathTags = new Set(MATH_TAGS.split(' '))
const mathAttributes = new Set(MATH_ATTRIBUTES.split(' '))
const mathClasses = new Set<string>(MATH_CLASSES)

export interface CheckedHtml {
  problems: string[] // empty for HTML that may be served under a strict policy
  text: string // what a reader sees, formulas left out, paragraphs apart by a blank line
}

/** Reads HTML as strictly as XML: what is well-formed there means the same in every browser. */
export function checkHtml(html: string): CheckedHtml {
  const problems: string[] = []
  const open: { tag: string; text: string }[] = [{ tag: '', text: '' }]
  const parser = new SaxesParser({ fragment: true })

  parser.on('error', (error) => problems.push(error.message))
  parser.on('text', (text) => (open.at(-1)!.text += text))
  parser.on('opentag', ({ name, attributes }) => {
    if (!allowedTags.has(name)) problems.push(`<${name}>`)
    for (const [attribute, value] of Object.entries(attributes)) {
      if (!isAllowed(name, attribute, value)) problems.push(`<${name} ${attribute}="${value}">`)
    }
    open.push({ tag: name, text: '' })
  })
  parser.on('closetag', () => {
    const { tag, text } = open.pop()!
    open.at(-1)!.text += shown(tag, text)
  })
  parser.write(html).close()
  return { problems, text: open[0]!.text.trim() }
}

function isAllowed(tag: string, attribute: string, value: string): boolean {
  if (tag === 'a') {
    return attribute === 'rel'
      ? value === 'nofollow noopener'
      : attribute === 'href' && /^https?:\/\/[^\s"<>]+$/.test(value)
  }
  if (tag === 'span') return attribute === 'class' && value === 'small-caps'
  if (!mathTags.has(tag) || !mathAttributes.has(attribute)) return false
  return attribute !== 'class' || value.split(' ').every((name) => mathClasses.has(name))
}

function shown(tag: string, text: string): string {
  if (tag === 'sup') return superscript(text)
  if (tag === 'sub') return subscript(text)
  if (tag === 'p') return `${text}\n\n`
  return tag === 'math' ? '' : text
}
