import { isIP } from 'node:net'

/**
 * The part of an address that one household or office has to itself: all of IPv4, the first half of IPv6, of which
 * everybody is given at least 2^64 addresses. An IPv4 address in the clothes of IPv6 is undressed. Null for what is no address.
 */
export function networkOf(address: string): string | null {
  const plain = address.replace(/%.*$/, '').replace(/^::ffff:(?=[\d.]+$)/i, '')
  if (isIP(plain) === 4) return plain
  if (isIP(plain) !== 6) return null

  const [before, after] = dotless(plain).split('::')
  const head = groups(before)
  const tail = groups(after)
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length
  const whole = [...head, ...Array.from({ length: zeros }, () => '0'), ...tail]
  return `${whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

function groups(part = ''): string[] {
  return part === '' ? [] : part.split(':')
}

/** The last four bytes may be written as IPv4; they are beyond the first half, so any two groups do. */
function dotless(address: string): string {
  return address.replace(/[\d.]+$/, (end) => (end.includes('.') ? '0:0' : end))
}
