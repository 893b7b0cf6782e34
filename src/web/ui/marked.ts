import { html, raw } from 'hono/html'
import { escapeText } from '../../papers/text/escape.ts'

/** Places in a text, UTF-16, ascending and apart. */
export type Ranges = [start: number, end: number][]

/** A text with the ranges marked. Ranges beyond its end are left out. */
export function marked(text: string, ranges: Ranges) {
  const pieces = []
  let at = 0
  for (const [start, end] of ranges) {
    if (end > text.length) break
    pieces.push(html`${text.slice(at, start)}<mark>${text.slice(start, end)}</mark>`)
    at = end
  }
  return html`${pieces}${text.slice(at)}`
}

const ASIDE = /<math[\s\S]*?<\/math>|<[^>]*>|&#?\w+;/ // what is no text: formulas, tags and escapes stay as they are

/**
 * Safe HTML of one line in which the words stand marked that the ranges name in the same line as text. They are
 * looked for by how they are spelled, because formulas are longer in HTML than in text.
 */
export function markedHtml(safe: string, text: string, ranges: Ranges) {
  const words = new Set(ranges.map(([start, end]) => escapeText(text.slice(start, end))))
  if (words.size === 0) return raw(safe)
  const spelled = [...words]
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  const either = new RegExp(
    `(${ASIDE.source})|(?<![\\p{L}\\p{N}])(?:${spelled.join('|')})(?![\\p{L}\\p{N}])`,
    'gu',
  )
  return raw(safe.replace(either, (found, aside) => (aside ? found : `<mark>${found}</mark>`)))
}

const SNIPPET_LENGTH = 260 // three lines of a card, as an opening has

/** The stretch of a text with most of the ranges in it, cut at words, with them marked; null when none fits. */
export function snippet(text: string, ranges: Ranges) {
  const best = busiest(ranges)
  if (best === null) return null
  const room = SNIPPET_LENGTH - (best.end - best.start)
  const wanted = best.start - Math.max(0, Math.floor(room / 3)) // more after what was found than before it
  const start = wanted <= 0 ? 0 : afterSpace(text, wanted, best.start)
  const last = start + SNIPPET_LENGTH
  const end = last >= text.length ? text.length : Math.max(best.end, text.lastIndexOf(' ', last))
  const within = ranges
    .filter(([from, to]) => from >= start && to <= end)
    .map(([from, to]): Ranges[number] => [from - start, to - start])
  return html`${start > 0 ? '… ' : ''}${marked(text.slice(start, end), within)}${end < text.length ? ' …' : ''}`
}

function afterSpace(text: string, from: number, latest: number): number {
  const space = text.indexOf(' ', from - 1)
  return space < 0 || space >= latest ? latest : space + 1
}

/** The first of the stretches that hold most ranges. */
function busiest(ranges: Ranges): { start: number; end: number } | null {
  let best = null
  let most = 0
  for (const [first, [start]] of ranges.entries()) {
    const held = ranges.slice(first).filter(([, end]) => end - start <= SNIPPET_LENGTH)
    if (held.length <= most) continue
    most = held.length
    best = { start, end: held.at(-1)![1] }
  }
  return best
}
