import { SaxesParser } from 'saxes'
import { NotAPaper, type Note } from '../reading.ts'

/** An element of XML. Its name is local: without the prefix, which every document chooses for itself. */
export interface XmlElement {
  name: string
  namespace: string
  attributes: Record<string, string>
  children: XmlElement[]
  text: string // its own, without that of its children
}

/** Prefixes that records keep when they are cut out of their document by hand, without the declarations. */
export const NAMESPACES = {
  arxiv: 'http://arxiv.org/schemas/atom',
  dc: 'http://purl.org/dc/elements/1.1/',
  oai_dc: 'http://www.openarchives.org/OAI/2.0/oai_dc/',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
}

/** Metadata is five levels deep; a bomb of nested elements is a million. */
export const XML_DEPTH_MAX = 100

/**
 * What saxes says that is no mistake here: `&eacute;`, which XML does not know without a document type, stays as
 * it is written; an XML declaration may stand in the middle, where documents were put one after another; and a
 * document type is refused wherever it stands.
 */
export function isHarmless(message: string): boolean {
  return /undefined entity|XML declaration|expected (?:one of|the name)|doctype/.test(message)
}

/**
 * The element that `text` is. Entities other than XML's own five are not expanded, nothing is fetched.
 * Throws NotAPaper when it is not well-formed.
 */
export function parseElement(text: string, note: Note): XmlElement {
  const root: XmlElement = { name: '', namespace: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const parser = new SaxesParser({
    xmlns: true,
    fragment: true,
    position: false,
    additionalNamespaces: NAMESPACES,
  })

  parser.on('error', ({ message }) => {
    if (!isHarmless(message)) throw new NotAPaper(`This is no well-formed XML: ${message}`)
    note('An entity that XML does not know was kept as it is written.')
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length > XML_DEPTH_MAX)
      throw new NotAPaper(`Elements lie more than ${XML_DEPTH_MAX} deep.`)
    const values = Object.values(attributes).map(({ name, value }) => [name, value] as const)
    const element = {
      name: local,
      namespace: uri,
      attributes: Object.fromEntries(values),
      children: [],
      text: '',
    }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => open.pop())
  parser.on('text', (part) => (open.at(-1)!.text += part))
  parser.on('cdata', (part) => (open.at(-1)!.text += part))
  parser.write(text).close()

  const [element] = root.children
  if (!element) throw new NotAPaper('There is no element.')
  return element
}

/** The children of that name, in the namespace of their parent unless another one is given. */
export function childrenOf(
  element: XmlElement | undefined,
  name: string,
  namespace = element?.namespace,
): XmlElement[] {
  const fits = (found: XmlElement) => found.name === name && found.namespace === namespace
  return element?.children.filter(fits) ?? []
}

/** The text of the first such child that has any. */
export function textOf(
  element: XmlElement | undefined,
  name: string,
  namespace?: string,
): string | undefined {
  return textsOf(element, name, namespace)[0]
}

/** The texts of such children, without the blank ones. */
export function textsOf(
  element: XmlElement | undefined,
  name: string,
  namespace?: string,
): string[] {
  return childrenOf(element, name, namespace)
    .map((found) => found.text)
    .filter((text) => text.trim() !== '')
}
