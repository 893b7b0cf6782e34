const DIGITS_MAX = 15 // exact as a number

/** The number of a row, from an address or a form. Null when the text is none. */
export function rowNumber(text: string): number | null {
  return /^[1-9]\d*$/.test(text) && text.length <= DIGITS_MAX ? Number(text) : null
}
