/**
 * A filter as one types it: 'year:2024', 'topic:"graph learning"'. Quotes inside a value would end it, and a bar
 * would mean 'or', so what holds either is quoted without the quotes.
 */
export function clause(field: string, value: string): string {
  const bare = value.replace(/["“”„«»]/g, '')
  return /[\s|]/.test(bare) ? `${field}:"${bare}"` : `${field}:${bare}`
}

/** A query with one filter more. */
export function withClause(query: string, added: string): string {
  return `${query.trim()} ${added}`.trim()
}

/** A query without a filter, or null when it does not hold it in just this form. */
export function withoutClause(query: string, dropped: string): string | null {
  const padded = ` ${query.trim().replace(/\s+/g, ' ')} `
  return padded.includes(` ${dropped} `) ? padded.replace(` ${dropped} `, ' ').trim() : null
}

const IN_WORDS: Record<string, (value: string) => string> = {
  author: (value) => `by ${value}`,
  authors: (value) => `by ${value}`,
  title: (value) => `with “${value}” in the title`,
  abstract: (value) => `with “${value}” in the abstract`,
  abs: (value) => `with “${value}” in the abstract`,
  system: (value) => `that introduce ${value}`,
  org: (value) => `that name ${value}`,
  cat: (value) => `in ${value}`,
  category: (value) => `in ${value}`,
  topic: (value) => `about ${value}`,
  source: (value) => `from ${value}`,
  venue: (value) => `at ${value}`,
  year: (value) => `of ${value.replace('..', '–')}`,
  date: (value) => `of ${value.replace('..', ' to ')}`,
  has: (value) => `with ${value}`,
  is: (value) => `that are a ${value}`,
}

/** What a filter keeps, to follow 'papers': 'by Ada Example', 'not of 2023–2025', 'with the words “compute islands”'. */
export function clauseInWords(shown: string): string {
  const [, minus, field, value] = /^(-?)(?:([a-z]+):)?(.*)$/s.exec(shown)!
  const bare = value!.replace(/^"|"$/g, '')
  const say = field === undefined ? undefined : IN_WORDS[field]
  const positive = say
    ? say(bare)
    : bare.includes(' ')
      ? `with the words “${bare}”`
      : `with “${bare}”`
  return minus ? `not ${positive}` : positive
}
