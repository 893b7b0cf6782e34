import { domainToASCII } from 'node:url'

/** An address that mail can be sent to: one mailbox, nothing around it. */
export interface MailAddress {
  address: string // 'Ada@xn--bcher-kva.example': the local part as it was typed, the domain as DNS has it
  domain: string
  key: string // the same in lower case: two ways of typing one address have one key
  isAscii: boolean // false: only a relay that offers SMTPUTF8 (RFC 6531) can take it
}

const ADDRESS_BYTES_MAX = 254 // RFC 5321, 4.5.3.1.3, less the angle brackets
const LOCAL_BYTES_MAX = 64 // RFC 5321, 4.5.3.1.1
const LOCAL =
  /^[\w!#$%&'*+/=?^`{|}~\p{L}\p{N}\p{M}-]+(?:\.[\w!#$%&'*+/=?^`{|}~\p{L}\p{N}\p{M}-]+)*$/u
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Reads what somebody typed. Null for everything that is not one plain address.
 *
 * Stricter than the standard on purpose: quotes, routes, comments and domain literals are what header and command
 * injections are made of, and no mailbox of a reader needs them. Domains have two labels at least, so `localhost` is none.
 */
export function parseAddress(text: string): MailAddress | null {
  const typed = text.trim()
  const at = typed.lastIndexOf('@')
  if (at < 1 || typed.length > ADDRESS_BYTES_MAX) return null

  const local = typed.slice(0, at).normalize('NFC')
  const domain = parseDomain(typed.slice(at + 1))
  if (domain === null || !LOCAL.test(local) || Buffer.byteLength(local) > LOCAL_BYTES_MAX)
    return null

  const address = `${local}@${domain}`
  if (Buffer.byteLength(address) > ADDRESS_BYTES_MAX) return null
  // oxlint-disable-next-line no-control-regex -- this is what ASCII is
  return { address, domain, key: address.toLowerCase(), isAscii: /^[\0-\x7f]*$/.test(local) }
}

/** What most providers deliver to the same mailbox: 'ada@…' for 'ada+papers@…'. Of keys, for counting only. */
export function mailboxOf(key: string): string {
  return key.replace(/\+.*(?=@[^@]*$)/, '')
}

/** A domain name as DNS has it, in lower case. Null for what is none: an IP address, a single label, a path behind it. */
export function parseDomain(text: string): string | null {
  if (/[\s/?#@:\\]/.test(text)) return null // domainToASCII cuts at some of these instead of refusing
  const domain = domainToASCII(text)
  const labels = domain.split('.')
  const isName = labels.length > 1 && labels.every((label) => LABEL.test(label))
  return isName && !/^\d+$/.test(labels.at(-1)!) ? domain : null
}

/** Who mail is from: 'Broadsheet <papers@example.org>', or the address alone. Null for anything else. */
export function parseSender(text: string): { name: string; address: MailAddress } | null {
  const [, name = '', bracketed] = /^\s*"?([^"<>\p{Cc}]*?)"?\s*<([^<>]*)>\s*$/u.exec(text) ?? []
  const address = parseAddress(bracketed ?? text)
  return address && { name: name.trim(), address }
}
