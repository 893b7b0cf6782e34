/**
 * Words cut out of a text, with what the cut halved made whole or left out: the dollar of 'Net$^2' and of '\alpha$-Net'
 * is put back, '\text{' without its end goes. A lone dollar before a digit is money, and stays.
 */
export function wholeFormulas(words: string): string {
  const closed = withoutOpenGroups(words)
  const dollars = [...closed.matchAll(/(?<!\\)\$/g)].map(({ index }) => index)
  if (dollars.length % 2 === 0) return closed
  if (TEX.test(closed.slice(dollars.at(-1)! + 1))) return `${closed}$`
  if (TEX.test(closed.slice(0, dollars[0]))) return `$${closed}`
  return closed.replace(/(?<!\\)\$(?!\d)/, '')
}

const TEX = /[\\^_{}]|[α-ωΑ-Ω]/

function withoutOpenGroups(words: string): string {
  const opened: number[] = []
  for (const { 0: brace, index } of words.matchAll(/(?<!\\)[{}]/g)) {
    if (brace === '{') opened.push(index)
    else opened.pop()
  }
  return opened.reduceRight(
    (text, at) => text.slice(0, at).replace(/\\[a-zA-Z]+$/, '') + text.slice(at + 1),
    words,
  )
}

/** What was no formula and no command after all, and only a source shows. */
export function withoutRemains(text: string): string {
  return /[\\{}]|\$\D/.test(text) ? text.replace(/\\[a-zA-Z]*|[{}]|\$(?!\d)/g, '').trim() : text
}
