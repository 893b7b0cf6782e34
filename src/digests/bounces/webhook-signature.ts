import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** A request as it came. */
export interface SignedRequest {
  header: (name: string) => string | undefined
  body: string
}

/** How far the clocks of the sender and ours may be apart. What was signed earlier may be a copy that somebody kept. */
const TOLERANCE_MS = 5 * 60_000
const WORD_MOST = 200 // characters of an id: they become part of a key

/**
 * What a request calls itself, the same each time it is sent again. Null when it was not signed with this secret, or too
 * long ago. Requests are signed as https://www.standardwebhooks.com says, or as Mailgun does.
 */
export function requestId(request: SignedRequest, secret: string, now: Date): string | null {
  return standardId(request, secret, now) ?? mailgunId(request, secret, now)
}

/**
 * Three headers: who says it, when, and HMAC-SHA256 over both and the body. Several signatures while keys change. Svix, from
 * whom the standard has it and who sends for others, calls them 'svix-id' and so on.
 */
function standardId({ header, body }: SignedRequest, secret: string, now: Date): string | null {
  const named = (name: string) => header(`webhook-${name}`) ?? header(`svix-${name}`) ?? ''
  const id = named('id')
  const timestamp = named('timestamp')
  if (id === '' || id.length > WORD_MOST || !isRecent(timestamp, now)) return null
  const mac = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest()
  const signatures = named('signature').split(' ')
  const isOurs = signatures.some(
    (each) => each.startsWith('v1,') && isSame(mac, Buffer.from(each.slice(3), 'base64')),
  )
  return isOurs ? `webhook ${id}` : null
}

const MailgunSignature = z.object({
  signature: z.object({
    timestamp: z.string().max(WORD_MOST),
    token: z.string().min(1).max(WORD_MOST),
    signature: z.string(),
  }),
})

/** Inside the body, over a word that is used once. It does not cover what is said, so the word must never count twice. */
function mailgunId({ body }: SignedRequest, secret: string, now: Date): string | null {
  const found = MailgunSignature.safeParse(parsedJson(body))
  if (!found.success) return null
  const { timestamp, token, signature } = found.data.signature
  if (!isRecent(timestamp, now)) return null
  const mac = createHmac('sha256', keyOf(secret))
    .update(timestamp + token)
    .digest()
  return isSame(mac, Buffer.from(signature, 'hex')) ? `mailgun ${token}` : null
}

/** 'whsec_' and base64, or the text itself. */
function keyOf(secret: string): Buffer {
  const [, encoded] = /^whsec_(.+)$/.exec(secret) ?? []
  return encoded === undefined ? Buffer.from(secret) : Buffer.from(encoded, 'base64')
}

function isRecent(timestamp: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false
  return Math.abs(Number(timestamp) * 1000 - now.getTime()) <= TOLERANCE_MS
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Undefined for what is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
