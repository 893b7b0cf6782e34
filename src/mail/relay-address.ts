/** The server that takes our mail, as SMTP_URL names it. */
export interface RelayAddress {
  host: string
  port: number
  isSecure: boolean // TLS from the first byte
  upgrade: 'required' | 'offered' | 'never' // by STARTTLS. Required: a password must never be seen on the way
  credentials: { user: string; pass: string } | null
}

const PORTS: Record<string, number> = { 'smtp:': 587, 'smtps:': 465 }

/**
 * Reads 'smtps://user:password@mail.example.org' or 'smtp://…:587'. Null for what is no such address.
 *
 * Without TLS from the start, a password is only sent after STARTTLS, which must show a valid certificate. This machine,
 * and a relay in the same private network whose address ends in '?tls=off', are trusted without.
 */
export function parseRelayAddress(text: string): RelayAddress | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (!Object.hasOwn(PORTS, url.protocol) || url.hostname === '') return null

  const isSecure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const credentials =
    url.username === ''
      ? null
      : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host)
  const isTrusted = isHere || url.searchParams.get('tls') === 'off'
  return {
    host,
    port: Number(url.port) || PORTS[url.protocol]!,
    isSecure,
    upgrade: isTrusted ? 'never' : credentials ? 'required' : 'offered',
    credentials,
  }
}
