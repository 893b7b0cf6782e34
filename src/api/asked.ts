import type { Context } from 'hono'

/** What a client asked for cannot be given: the answer is 400 with this message, which is ASCII. */
export class BadQuestion extends Error {
  override name = 'BadQuestion'
}

const LIMIT_MAX = 100 // by the contract, for lists
const LIMIT = 50 // the same, without asking

/** How many are wanted, 1 to 100. Throws BadQuestion. */
export function askedLimit(c: Context): number {
  const limit = wholeNumber('limit', c.req.query('limit')) ?? LIMIT
  if (limit < 1) throw new BadQuestion('limit: Too small: expected number to be >=1')
  if (limit > LIMIT_MAX)
    throw new BadQuestion(`limit: Too big: expected number to be <=${LIMIT_MAX}`)
  return limit
}

/** A page counted from 0. Throws BadQuestion. */
export function askedPage(c: Context): number {
  return wholeNumber('p', c.req.query('p')) ?? 0
}

function wholeNumber(name: string, text: string | undefined): number | null {
  if (text === undefined) return null
  if (!/^\d{1,7}$/.test(text))
    throw new BadQuestion(`${name}: Invalid input: expected a whole number`)
  return Number(text)
}

/** Says where the list goes on, as clients of paged lists read it (RFC 8288). */
export function linkNext(
  c: Context,
  path: string,
  parameters: Record<string, string | number | undefined>,
): void {
  const known = Object.entries(parameters).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams(known.map(([name, value]) => [name, String(value)]))
  c.header('link', `<${path}?${query}>; rel="next"`)
}
