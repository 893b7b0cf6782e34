import type { RelayAddress } from '../relay-address.ts'
import { connectRelay, RelayError, type RelayOptions } from '../relay.ts'
import { good, type Finding } from './finding.ts'

/** Opens a session with the relay, as sending does, and ends it. Null: none is set. */
export async function checkRelay(options: RelayOptions | null): Promise<Finding> {
  if (options === null) {
    return {
      about: 'Relay',
      state: 'wrong',
      says: 'No relay is set: mails become files, and reach nobody.',
      todo: 'Set SMTP_URL.',
    }
  }
  const { address } = options
  const place = `${address.host}:${address.port}`
  try {
    const session = await connectRelay(options)
    const { isEncrypted } = session
    session.close()
    return isEncrypted || address.upgrade === 'never'
      ? good(
          'Relay',
          `${place} answers${isEncrypted ? ' under TLS' : ''}${address.credentials ? ' and accepts our login' : ''}.`,
        )
      : unprotected(place)
  } catch (error) {
    if (!(error instanceof RelayError)) throw error
    return {
      about: 'Relay',
      state: 'wrong',
      says: `${place}: ${error.message}.`,
      todo: advice(error, address),
    }
  }
}

function unprotected(place: string): Finding {
  return {
    about: 'Relay',
    state: 'better',
    says: `${place} answers, and offers no TLS: mail to it can be read on the way.`,
    todo: 'Use a port with TLS, such as smtps://…:465.',
  }
}

/** What to do, by what went wrong. The first that fits. */
const ADVICE: [RegExp, string][] = [
  [
    /certificate|self.signed|altname|expired/i,
    'The relay must show a certificate for the name in SMTP_URL. Use the name that its certificate has.',
  ],
  [
    /STARTTLS|upgrade|wrong version number|ETLS/i,
    'It does not speak TLS as SMTP_URL asks for. Use smtps:// for port 465, smtp:// for 587, and ?tls=off only inside a private network.',
  ],
  [
    /ENOTFOUND|EDNS|EAI_AGAIN|getaddrinfo/i,
    'No machine has this name. Is the host in SMTP_URL spelled right, and can DNS be asked from here?',
  ],
  [/ECONNREFUSED/i, 'Nothing listens there. Is the port in SMTP_URL right?'],
  [
    /ETIMEDOUT|timeout|EHOSTUNREACH|ENETUNREACH/i,
    'A firewall may be in the way: many providers close port 25. Try 587 or 465.',
  ],
]

function advice({ at, code, message, cause }: RelayError, { credentials }: RelayAddress): string {
  if (at === 'login') {
    return 'Check user and password in SMTP_URL. Special characters in them must be percent-encoded.'
  }
  const told = `${cause instanceof Error && 'code' in cause ? String(cause.code) : ''} ${message}`
  const known = ADVICE.find(([sign]) => sign.test(told))?.[1]
  if (told.startsWith('ETLS')) return known!
  if (code >= 400 && code < 500) return 'It has no time for us now. Try again in some minutes.'
  if (code >= 500) {
    return credentials
      ? 'It does not want this machine. Its operator can say why.'
      : 'It does not want this machine. It may ask for a login: put user and password into SMTP_URL.'
  }
  return known ?? 'Is SMTP_URL right?'
}
