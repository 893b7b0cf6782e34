import MarkdownIt from 'markdown-it'
import sanitize from 'sanitize-html'
import { findFormula } from '../papers/text/formula/find-formula.ts'
import { MATH_ATTRIBUTES, MATH_ELEMENTS } from '../papers/text/formula/math-html.ts'
import { setFormula } from '../papers/text/formula/set-formula.ts'

const NESTING_MAX = 12 // quotes in quotes; deeper ones are shown as text
const MENTIONS_MAX = 10 // in one comment: more would be a way to bother people

const MENTION = /^@([a-z0-9]+(?:-[a-z0-9]+)*)(?![\w-])/i // as accounts/handle.ts makes them

/**
 * What a reader wrote, as safe HTML: CommonMark without HTML and images, formulas between dollars as MathML, bare
 * addresses as links. `personPath` gives the address of a person that @handle names, or null when there is none.
 * Takes at most COMMENT_CHARACTERS_MAX characters; a few milliseconds for the worst of them.
 */
export function renderComment(text: string, personPath: (handle: string) => string | null): string {
  return sanitize(markdown.render(text, { personPath }), ALLOWED)
}

/** The handles that a comment calls by @name, lower case, each once, in order; those in code are left alone. */
export function mentionsIn(text: string): string[] {
  const handles = new Set<string>()
  markdown.render(text, {
    personPath: (handle: string) => {
      handles.add(handle)
      return null
    },
  })
  return [...handles].slice(0, MENTIONS_MAX)
}

/** What the text stands in. */
interface Surroundings {
  personPath: (handle: string) => string | null
}

const markdown = new MarkdownIt({ html: false, linkify: true, maxNesting: NESTING_MAX })
markdown.disable('image')
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false })

markdown.inline.ruler.before('escape', 'formula', (state, silent) => {
  const sign = state.src[state.pos]
  if (sign !== '$' && !(sign === '\\' && /[([]/.test(state.src[state.pos + 1] ?? ''))) return false
  const formula = findFormula(state.src, state.pos, state.posMax)
  if (!formula) return false
  if (!silent) {
    const token = state.push('formula', '', 0)
    token.content = state.src.slice(formula.from, formula.until)
    token.meta = { display: formula.display }
  }
  state.pos = formula.to
  return true
})
markdown.renderer.rules.formula = (tokens, index) => {
  const { content, meta } = tokens[index]!
  return setFormula(content, meta?.['display'] === true).html
}

markdown.inline.ruler.push('mention', (state, silent) => {
  if (state.src[state.pos] !== '@' || /\w/.test(state.src[state.pos - 1] ?? ' ')) return false
  const found = MENTION.exec(state.src.slice(state.pos, state.pos + 40))
  if (!found) return false
  if (!silent) state.push('mention', '', 0).content = found[1]!
  state.pos += found[0].length
  return true
})
markdown.renderer.rules.mention = (tokens, index, _options, env) => {
  const { content } = tokens[index]!
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- renderComment and mentionsIn give nothing else
  const { personPath } = env as unknown as Surroundings
  const path = personPath(content.toLowerCase())
  return path === null
    ? `@${content}`
    : `<a href="${markdown.utils.escapeHtml(path)}">@${content}</a>`
}

// The page has its own headings, which lead a screen reader through it.
markdown.renderer.rules.heading_open = () => '<p><strong>'
markdown.renderer.rules.heading_close = () => '</strong></p>\n'

const ALLOWED: sanitize.IOptions = {
  allowedTags: (
    'p strong em s a code pre blockquote ul ol li br hr table thead tbody tr th td sup sub ' +
    [...MATH_ELEMENTS].join(' ')
  ).split(' '),
  allowedAttributes: {
    a: ['href', 'rel'],
    ol: ['start'],
    ...Object.fromEntries([...MATH_ELEMENTS].map((tag) => [tag, [...MATH_ATTRIBUTES, 'class']])),
  },
  allowedClasses: {},
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  transformTags: {
    a: (tagName, { href = '' }): sanitize.Tag => ({
      tagName,
      attribs: { href, ...(!href.startsWith('/') && { rel: 'nofollow ugc' }) },
    }),
  },
}
