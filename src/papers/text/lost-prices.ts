const MONEY =
  /cost|pric|budget|dollar|USD|worth|valued|pay|paid|spen[dt]|fee|salar|wage|revenue|sav(?:e|ing)|cheap|expens|fund|invest/i
const MONEY_WITHIN = 60 // characters to either side: about a clause

/**
 * `45 and \120` in a text about a budget was `$45 and \$120`: its first dollar was taken for a formula's.
 * `\0.79` elsewhere is only a number with a stray backslash.
 */
export function restorePrices(text: string): string {
  if (!/(?<!\\)\\\d/.test(text)) return text

  return text.replace(
    /(?:(?<![\d.,$\\])(\d[\d.,]*[KMB]?)( (?:and|or|to|vs\.?|versus) |[-–]))?(?<!\\)\\(?=\d)/g,
    (match: string, first: string | undefined, between: string | undefined, at: number) => {
      const around = text.slice(Math.max(0, at - MONEY_WITHIN), at + match.length + MONEY_WITHIN)
      const dollar = MONEY.test(around) ? String.raw`\$` : ''
      return first === undefined ? dollar : `${dollar}${first}${between}${dollar}`
    },
  )
}
