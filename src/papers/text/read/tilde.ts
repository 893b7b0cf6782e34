import { words, type Next, type Reading } from './reading.ts'

/**
 * TeX's no-break space, as in 'Theorem~1'. Before a number with a space in front it means 'about': 'costs ~$5'.
 * Between two numbers it is a range: '9.3~24.5%'.
 */
export function readTilde(reading: Reading, at: number): Next {
  const before = reading.source[at - 1] ?? ' '
  const after = reading.source[at + 1] ?? ' '
  const isAbout = /[\s([{=]/.test(before) || /\s/.test(after)
  const isRange = /[\d%]/.test(before) && /\d/.test(after)
  if (reading.verbatim || (after !== '\\' && (isAbout || isRange))) return null

  words(reading, '\u00a0')
  return at + 1
}
