import { createHmac, timingSafeEqual } from 'node:crypto'
import type { MailKey, MailKeys } from './keys.ts'

/**
 * What a link in a mail allows: to stop mails ('u'), to see and change what one gets ('p'), to read one issue as it
 * was sent ('v'), to confirm an address ('c'), to take out or erase all that is stored ('d'). No token opens what another is for.
 */
export type Scope = 'u' | 'p' | 'v' | 'c' | 'd'

export interface Grant {
  scope: Scope
  publicId: string // of the subscriber
  detail: string // a kind, an issue or a word; no dots
  expiresAt: Date | null // null: never, as law and readers expect of 'unsubscribe'
}

const MAC_BYTES = 16
const TOKEN_MAX = 300 // characters: ours have about a hundred
const NEVER = 'z'

/** '1.<key>.<payload>.<mac>'. Equal grants give equal tokens under one key. */
export function makeToken(keys: MailKeys, grant: Grant): string {
  const expires =
    grant.expiresAt === null ? NEVER : Math.floor(grant.expiresAt.getTime() / 1000).toString(36)
  const payload = [grant.scope, grant.publicId, grant.detail, expires].join('.')
  return `1.${keys.current.id}.${Buffer.from(payload).toString('base64url')}.${macOf(keys.current, payload).toString('base64url')}`
}

/** What a token grants. Null when it is not ours, is for something else, or too old. */
export function readToken(keys: MailKeys, scope: Scope, token: string, now: Date): Grant | null {
  if (token.length > TOKEN_MAX) return null
  const [version, keyId = '', encoded = '', mac = ''] = token.split('.')
  const key = keys.byId.get(keyId) ?? keys.current // an unknown key costs the same work as a wrong signature
  const payload = Buffer.from(encoded, 'base64url').toString()
  const isSigned = isSame(macOf(key, payload), Buffer.from(mac, 'base64url'))
  const isWhole = `1.${keyId}.${Buffer.from(payload).toString('base64url')}.${mac}` === token
  if (!isSigned || !isWhole || version !== '1' || !keys.byId.has(keyId)) return null

  const [found, publicId = '', detail = '', expires = ''] = payload.split('.')
  if (found !== scope) return null
  const expiresAt = expires === NEVER ? null : new Date(Number.parseInt(expires, 36) * 1000)
  return expiresAt !== null && expiresAt <= now ? null : { scope, publicId, detail, expiresAt }
}

function macOf({ id, secret }: MailKey, payload: string): Buffer {
  return createHmac('sha256', secret)
    .update(`token ${id} ${payload}`)
    .digest()
    .subarray(0, MAC_BYTES)
}

function isSame(one: Buffer, other: Buffer): boolean {
  const padded = Buffer.alloc(MAC_BYTES)
  other.copy(padded)
  return timingSafeEqual(one, padded) && other.length === MAC_BYTES
}
