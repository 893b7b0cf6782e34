import { ABSTRACT_CHARACTERS_MAX } from '../fields/title.ts'

/** A paragraph of a page, with the line it begins at. */
export interface Paragraph {
  line: number
  text: string
}

/** A title and what stood under it. Null for what is missing. */
export interface TitledText {
  line: number
  title: string | null
  abstract: string | null
}

const TITLE_CHARACTERS_MAX = 300 // the longest on a page of 120 has 131; the shortest abstract there has 1,375

/** More than an abstract may have: the paper is rejected for it later, and need not be held. */
const HELD_CHARACTERS_MAX = 2 * ABSTRACT_CHARACTERS_MAX

/** Too long for a title. */
export function isLong(text: string): boolean {
  return text.length > TITLE_CHARACTERS_MAX
}

/** A paragraph that no title is. Titles end in '?' and '!' at times, in a full stop or an address hardly ever. */
function isText(text: string): boolean {
  return isLong(text) || /[.;]["'”’)\]]*$|https?:\/\/\S+$/.test(text)
}

/**
 * Pairs the paragraphs of a page, which are title and abstract in turn, as they come; `flush` gives the last one.
 *
 * Not by counting, so that one missing abstract or one blank line too many does not turn every later title into
 * an abstract. A short sentence after an abstract is a title only if a text follows it.
 */
export function pairing(): {
  add: (paragraph: Paragraph) => TitledText[]
  flush: () => TitledText[]
} {
  let open: { line: number; title: string; texts: string[] } | null = null
  let held = 0 // characters of its texts
  let doubtful: Paragraph | null = null // a short sentence after an abstract

  const finish = (): TitledText[] => {
    if (!open) return []
    const { line, title, texts } = open
    return [{ line, title, abstract: texts.length > 0 ? texts.join('\n\n') : null }]
  }
  const begin = ({ line, text }: Paragraph): TitledText[] => {
    const finished = finish()
    open = { line, title: text, texts: [] }
    held = 0
    return finished
  }
  const append = (text: string) => {
    held += text.length
    if (held <= HELD_CHARACTERS_MAX) open!.texts.push(text)
  }
  const settle = (textFollows: boolean): TitledText[] => {
    if (!doubtful) return []
    const paragraph = doubtful
    doubtful = null
    if (textFollows) return begin(paragraph)
    append(paragraph.text)
    return []
  }

  return {
    add(paragraph) {
      const { text } = paragraph
      const long = isLong(text)
      const settled = settle(long)
      if (!open && long) return [{ line: paragraph.line, title: null, abstract: text }]
      if (!open || !isText(text)) return [...settled, ...begin(paragraph)]
      if (open.texts.length > 0 && !long) doubtful = paragraph
      else append(text)
      return settled
    },
    flush() {
      const last = [...settle(false), ...finish()]
      open = null
      return last
    },
  }
}
