import { storable } from '../../database/rows.ts'
import { renderTitle } from '../../papers/text.ts'

/** Text on one line: line breaks, with the spaces around them, are one space. */
export function oneLine(text: string): string {
  const whole = storable(text).trim()
  return hasLineBreak(whole) ? join(linesOf(whole)) : whole
}

/** Lines joined as in `oneLine`; paragraphs stay apart by exactly one empty line. */
export function paragraphs(text: string): string {
  const whole = storable(text).trim()
  if (!hasLineBreak(whole)) return whole

  const found: string[][] = [[]]
  for (const line of linesOf(whole.replaceAll('\u2029', '\n\n'))) {
    if (line !== '') found.at(-1)!.push(line)
    else if (found.at(-1)!.length > 0) found.push([])
  }
  return found.map(join).join('\n\n')
}

/** A lone CR ends a line too, except where a program read the `\\r` of `\\rho` as one: then it stands for the letter. */
const LINE_BREAK = /\r\n|[\n\u2028\u2029]|\r(?!ho|ightarrow|angle)/

function hasLineBreak(text: string): boolean {
  return LINE_BREAK.test(text)
}

function linesOf(text: string): string[] {
  return text.split(LINE_BREAK).map((line) => line.trim())
}

function join(lines: string[]): string {
  return lines.filter((line) => line !== '').join(' ')
}

/** Where arXiv begins a paragraph: a line that ends a sentence, then one that is indented. */
const INDENTED_PARAGRAPH = /([.?!:]["')\]}$]*)[ \t]*\r?\n[ \t]{2,}(?=\S)/g

/**
 * An abstract as arXiv keeps it, wrapped at 80 columns. There, an indented line begins a paragraph; but some
 * exports indent every line after the first, so a line counts as the end of a paragraph only after a full stop.
 */
export function arxivParagraphs(text: string): string {
  return paragraphs(text.trim().replace(INDENTED_PARAGRAPH, '$1\n\n'))
}

/** A name or a venue as a person would type it: 'Müller' for 'M{\\"u}ller'. Titles and abstracts stay TeX. */
export function plain(text: string): string {
  return /[\\{}~$]/.test(text) ? renderTitle(text).text : text
}
