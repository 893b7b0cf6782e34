/** An element of MathML, or a stretch of text, whose `tag` is ''. Text and values are as in the markup: escaped. */
export interface MathNode {
  tag: string
  attributes: [name: string, value: string][]
  children: MathNode[]
  text: string
}

const TOKEN = /<(\/?)([a-z]+)([^>]*)>|[^<]+/g
const ATTRIBUTE = /([a-z-]+)="([^"]*)"/g

/** Reads the typesetter's own markup, which is well-formed: quoted values, every tag closed, no '<' or '>' in text. */
export function readMathMarkup(markup: string): MathNode {
  const root = element('root')
  const open = [root]

  for (const { 0: token, 1: slash, 2: tag, 3: attributes } of markup.matchAll(TOKEN)) {
    const parent = open.at(-1)!
    if (tag === undefined) {
      parent.children.push({ tag: '', attributes: [], children: [], text: token })
    } else if (slash === '/') {
      if (open.length > 1) open.pop()
    } else {
      const child = element(tag)
      for (const [, name, value] of attributes!.matchAll(ATTRIBUTE)) {
        child.attributes.push([name!, value!])
      }
      parent.children.push(child)
      open.push(child)
    }
  }
  return root
}

function element(tag: string): MathNode {
  return { tag, attributes: [], children: [], text: '' }
}

const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
}

/** All text in it, unescaped. */
export function textOf(node: MathNode): string {
  if (node.tag !== '') return node.children.map(textOf).join('')
  return node.text.replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity]!)
}
