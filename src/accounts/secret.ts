import { createHmac, hash, timingSafeEqual } from 'node:crypto'

/**
 * A secret as it is stored: SHA-256, base64url. Whoever reads the database or a backup of it can sign in as nobody.
 * No salt and no slow hash: our secrets are 256 random bits, which nobody guesses.
 */
export function secretHash(secret: string): string {
  return hash('sha256', secret, 'base64url')
}

/** What forms of a session carry, so that no other site can send one. Made of the session's secret, told to its pages alone. */
export function formTokenOf(sessionSecret: string): string {
  return createHmac('sha256', sessionSecret).update('form').digest('base64url')
}

/** Takes as long for a near miss as for any other. */
export function isSameSecret(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(secretHash(one)), Buffer.from(secretHash(other))]
  return timingSafeEqual(a, b)
}
