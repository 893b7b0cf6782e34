export type Encoding = 'br' | 'gzip' | 'identity'

const BY_SIZE: Encoding[] = ['br', 'gzip', 'identity'] // smallest first: what equal wishes get

/**
 * The encoding to answer with, by the Accept-Encoding header (RFC 9110, 12.5.3): the most wanted one that we have,
 * the smallest of equals. Without the header, or when it excludes all we have, 'identity', which everyone can read.
 */
export function chooseEncoding(header: string | undefined): Encoding {
  if (!header) return 'identity'
  const wishes = parseWishes(header)
  const weight = (encoding: Encoding) =>
    wishes.get(encoding) ?? (encoding === 'identity' ? UNNAMED_IDENTITY : wishes.get('*')) ?? 0

  let best: Encoding = 'identity'
  for (const encoding of BY_SIZE) {
    if (weight(encoding) > weight(best)) best = encoding
    else if (weight(encoding) === weight(best) && weight(encoding) > 0 && best === 'identity')
      best = encoding
  }
  return best
}

const UNNAMED_IDENTITY = 0.0001 // acceptable, but below whatever was asked for by name

function parseWishes(header: string): Map<string, number> {
  const wishes = new Map<string, number>()
  for (const part of header.toLowerCase().split(',')) {
    const [name, ...parameters] = part.split(';')
    const q = parameters.find((parameter) => parameter.trim().startsWith('q='))
    const weight = q === undefined ? 1 : Number(q.trim().slice(2))
    wishes.set(name!.trim(), weight >= 0 && weight <= 1 ? weight : 0)
  }
  return wishes
}
