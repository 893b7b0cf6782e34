import { createHmac, timingSafeEqual } from 'node:crypto'
import type { MailKeys } from './keys.ts'

/** Which mail to whom. */
export interface DeliveryKey {
  issueId: number
  subscriberId: number
}

const MAC_CHARACTERS = 10 // 50 bits: a forged bounce needs 2^50 tries, each a mail to us

/**
 * The address that news about one mail comes back to ('variable envelope return path'): 'b+<issue>.<reader>.<mac>@…'.
 * Signed, so that nobody can end a subscription by inventing a bounce. Lower case, because some servers fold it.
 */
export function bounceAddress(keys: MailKeys, delivery: DeliveryKey, domain: string): string {
  return addressOf(keys, 'b', delivery, domain)
}

/** The mail that an address of ours is about. Null for an address that we never made. */
export function readBounceAddress(keys: MailKeys, address: string): DeliveryKey | null {
  return readAddress(keys, 'b', address)
}

/**
 * The address to which a mail program writes to unsubscribe: 'u+<issue>.<reader>.<mac>@…'. Short and in lower case, because
 * servers may refuse more than 64 characters before the @ (RFC 5321, 4.5.3.1.1), and some fold them.
 */
export function unsubscribeAddress(keys: MailKeys, delivery: DeliveryKey, domain: string): string {
  return addressOf(keys, 'u', delivery, domain)
}

/** The mail by which somebody unsubscribes. Null for an address that we never made. */
export function readUnsubscribeAddress(keys: MailKeys, address: string): DeliveryKey | null {
  return readAddress(keys, 'u', address)
}

type Purpose = 'b' | 'u'

const MAC_OF: Record<Purpose, string> = { b: 'bounce', u: 'unsubscribe' } // no address is good for both

function addressOf(keys: MailKeys, purpose: Purpose, delivery: DeliveryKey, domain: string) {
  return `${purpose}+${wordOf(delivery)}.${macOf(keys.oldest.secret, purpose, delivery)}@${domain}`
}

function readAddress(keys: MailKeys, purpose: Purpose, address: string): DeliveryKey | null {
  const [, is, issue = '', subscriber = '', mac = ''] =
    /^([bu])\+([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([0-9a-v]{10})@/.exec(address.toLowerCase()) ?? []
  if (is !== purpose) return null
  const delivery = {
    issueId: Number.parseInt(issue, 36),
    subscriberId: Number.parseInt(subscriber, 36),
  }
  const isOurs = timingSafeEqual(
    Buffer.from(macOf(keys.oldest.secret, purpose, delivery)),
    Buffer.from(mac),
  )
  return isOurs && Number.isSafeInteger(delivery.issueId) ? delivery : null
}

/** The mails whose return paths are in a text, for example in a line of a relay's log. */
export function deliveriesNamedIn(keys: MailKeys, text: string): DeliveryKey[] {
  return (text.match(/b\+[0-9a-z]{1,11}\.[0-9a-z]{1,11}\.[0-9a-v]{10}@/gi) ?? []).flatMap(
    (address) => readBounceAddress(keys, address) ?? [],
  )
}

function wordOf({ issueId, subscriberId }: DeliveryKey): string {
  return `${issueId.toString(36)}.${subscriberId.toString(36)}`
}

function macOf(secret: string, purpose: Purpose, delivery: DeliveryKey): string {
  const mac = createHmac('sha256', secret)
    .update(`${MAC_OF[purpose]} ${wordOf(delivery)}`)
    .digest()
  return [...mac.subarray(0, MAC_CHARACTERS)].map((byte) => (byte & 31).toString(32)).join('')
}
