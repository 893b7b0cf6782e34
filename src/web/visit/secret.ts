import { randomBytes } from 'node:crypto'

const SECRET_BYTES = 32 // 256 bits: nobody guesses it, however many there are

/** A new secret, made to stand in an address or a cookie: 43 letters, digits, - and _. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}
