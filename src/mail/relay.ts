import { Readable } from 'node:stream'
import type { default as SMTPConnection, SMTPError } from 'nodemailer/lib/smtp-connection'
import type { MailAddress } from './address.ts'
import { sizeOf, writeMessage, type Message } from './mime/message.ts'
import type { RelayAddress } from './relay-address.ts'

/** Who a message goes to, and where news about it comes back to. */
interface Envelope {
  from: string // '' for the null sender: nothing comes back
  to: MailAddress
  id?: string // ENVID (RFC 3461), which delivery reports quote
}

/** What became of a message. */
export type Outcome =
  | { state: 'accepted'; reply: string }
  /** The relay said no, and will not send it. `code` is 0 when we did not even ask: `reply` says why. */
  | { state: 'refused'; at: Stage; code: number; enhanced: string | null; reply: string }
  /** We said no: `beforeDot` gave false. The relay does not have it. */
  | { state: 'withdrawn' }
  /** The connection broke before the last dot, so the relay does not have it (RFC 5321, 4.1.1.4). */
  | { state: 'unsent'; reason: string }
  /** The connection broke after the last dot and before the answer: the relay may have it or not. */
  | { state: 'uncertain'; reason: string }

/** Where in a session the relay spoke. 'login' and 'connect' are about us, the others about the message. */
type Stage = 'connect' | 'login' | 'sender' | 'recipient' | 'message'

/** A session with a relay. One message at a time. */
export interface Session {
  isEncrypted: boolean // on the way to the relay
  isOpen(): boolean
  /**
   * Sends everything but the last dot, asks `beforeDot`, and sends the dot if that gives true. Never throws for what
   * the relay or the network does. If `beforeDot` throws, the message is not sent and the error is passed on.
   */
  send(envelope: Envelope, message: Message, beforeDot: () => Promise<boolean>): Promise<Outcome>
  close(): void
}

export interface RelayOptions {
  address: RelayAddress
  name: string // how we greet: the host name of the site
  replyTimeoutMs?: number
  tls?: { ca?: string } // in tests
}

/** A reply to the last dot may take ten minutes (RFC 5321, 4.5.3.2.6). Giving up earlier is how duplicates are made. */
const REPLY_TIMEOUT_MS = 10 * 60_000
const CONNECT_TIMEOUT_MS = 30_000
const QUIT_TIMEOUT_MS = 2_000 // nothing depends on this answer
const REPLY_BYTES_MAX = 64 * 1024

/** Opens a session. Throws RelayError when the relay cannot be reached, does not want us, or is not who it should be. */
export async function connectRelay(options: RelayOptions): Promise<Session> {
  const { address, name, tls } = options
  const { default: Connection } = await import('nodemailer/lib/smtp-connection') // not before there is mail
  const connection = new Connection({
    host: address.host,
    port: address.port,
    secure: address.isSecure,
    requireTLS: address.upgrade === 'required',
    ignoreTLS: address.upgrade === 'never',
    name,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: options.replyTimeoutMs ?? REPLY_TIMEOUT_MS,
    maxResponseSize: REPLY_BYTES_MAX,
    tls: { minVersion: 'TLSv1.2', ...tls },
  })
  await opened(connection)
  if (address.credentials) await loggedIn(connection, address.credentials)
  return session(connection)
}

function opened(connection: SMTPConnection): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  connection.once('error', (error: SMTPError) => reject(relayError('connect', error)))
  connection.connect((error) => (error ? reject(relayError('connect', error)) : resolve()))
  promise.then(
    () => connection.on('error', () => {}), // whatever breaks later is told to the send that waits
    () => connection.on('error', () => {}).close(),
  )
  return promise
}

function loggedIn(
  connection: SMTPConnection,
  credentials: { user: string; pass: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.login({ credentials }, (error) => {
      if (!error) return resolve()
      connection.close()
      reject(relayError('login', error))
    })
  })
}

function session(connection: SMTPConnection): Session {
  let isOpen = true
  connection.once('end', () => (isOpen = false))
  const desk = messageDesk()
  return {
    isEncrypted: connection.secure,
    isOpen: () => isOpen,
    async send(envelope, message, beforeDot) {
      const impossible = cannotTake(connection, envelope)
      if (impossible) return impossible
      const outcome = await sendOne(connection, envelope, desk(message), beforeDot).catch(
        (error: unknown) => {
          connection.close() // in the middle of a message, which ends here and was never sent
          throw error
        },
      )
      if (outcome.state !== 'accepted')
        isOpen = isOpen && (await isUsableAfter(outcome, connection))
      return outcome
    },
    close() {
      if (!isOpen) return
      isOpen = false
      const impatience = setTimeout(() => connection.close(), QUIT_TIMEOUT_MS)
      connection.once('end', () => clearTimeout(impatience))
      connection.quit()
    },
  }
}

const DESK_STEP = 64 * 1024 // bytes, in which a desk grows: most mails are smaller

/**
 * Where a session lays out the message that it sends, one after the other in the same memory: at hundreds of mails a
 * second, memory for each would wait too long to be given back. The next message comes after the relay answered
 * something that was asked behind the former, so nothing of that is still to be sent.
 */
function messageDesk(): (message: Message) => Buffer {
  let desk = Buffer.alloc(0)
  return (message) => {
    const size = sizeOf(message)
    if (desk.length < size) desk = Buffer.allocUnsafeSlow(Math.ceil(size / DESK_STEP) * DESK_STEP)
    writeMessage(message, desk)
    return desk.subarray(0, size)
  }
}

/** After a refusal the session can go on from a clean state. After anything else it is in the middle of something. */
function isUsableAfter(outcome: Outcome, connection: SMTPConnection): Promise<boolean> {
  if (outcome.state !== 'refused' || outcome.code === 421) {
    connection.close()
    return Promise.resolve(false)
  }
  return new Promise((resolve) => connection.reset((error) => resolve(!error)))
}

/** nodemailer sends an address that is not ASCII to relays that did not say they can take it. */
function cannotTake(connection: SMTPConnection, { to }: Envelope): Outcome | null {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the list is there, its type is kept private
  const { _supportedExtensions: offered } = connection as unknown as {
    _supportedExtensions: string[]
  }
  if (to.isAscii || offered.includes('SMTPUTF8')) return null
  const reply = 'The relay does not offer SMTPUTF8, which this address needs'
  return { state: 'refused', at: 'recipient', code: 0, enhanced: '5.6.7', reply }
}

/** The stream of the message ends, and with it goes the dot, only after `beforeDot` said yes. */
async function sendOne(
  connection: SMTPConnection,
  envelope: Envelope,
  message: Buffer,
  beforeDot: () => Promise<boolean>,
): Promise<Outcome> {
  const gate = gatedStream(message, beforeDot)
  const outcome = new Promise<Outcome>((resolve) => {
    connection.send(
      {
        from: envelope.from === '' ? false : envelope.from,
        to: [envelope.to.address],
        size: message.length,
        ...(envelope.id && { dsn: { ret: 'HDRS', envid: envelope.id } }),
      },
      gate.stream,
      (error, info) => {
        if (!error) return resolve({ state: 'accepted', reply: shown(info.response) })
        resolve(outcomeOf(error, gate.hasEnded()))
      },
    )
  })
  const decided = await Promise.race([outcome, gate.refused])
  gate.stream.destroy()
  return decided
}

/** `refused` resolves when `beforeDot` said no, rejects when it threw, and else never settles. */
function gatedStream(message: Buffer, beforeDot: () => Promise<boolean>) {
  let ended = false
  let given = false
  const { promise: refused, resolve, reject } = Promise.withResolvers<Outcome>()
  const stream = new Readable({
    read() {
      if (!given) {
        given = true
        stream.push(message)
        return
      }
      beforeDot().then((yes) => {
        if (!yes) return resolve({ state: 'withdrawn' })
        if (stream.destroyed) return // the relay has spoken meanwhile
        ended = true
        stream.push(null)
      }, reject)
    },
  })
  return { stream, refused, hasEnded: () => ended }
}

function outcomeOf(error: SMTPError, hasEnded: boolean): Outcome {
  const code = error.responseCode ?? 0
  const reply = replyOf(error)
  const at = STAGES[error.command?.split(' ')[0] ?? ''] ?? 'connect'
  if (code > 0 && at !== 'connect') {
    return { state: 'refused', at, code, enhanced: enhancedCode(reply), reply }
  }
  if (error.code === 'EMESSAGE' && code === 0 && !hasEnded) {
    return { state: 'refused', at: 'message', code: 0, enhanced: '5.3.4', reply } // larger than the relay said it takes
  }
  if (hasEnded) return { state: 'uncertain', reason: reply }
  return code > 0
    ? { state: 'refused', at: 'connect', code, enhanced: enhancedCode(reply), reply } // 421: it ends the session
    : { state: 'unsent', reason: reply }
}

const STAGES: Record<string, Stage> = {
  AUTH: 'login',
  MAIL: 'sender',
  RCPT: 'recipient',
  DATA: 'message',
}

const REPLY_MAX = 500 // characters kept of what a relay said: enough to be understood, not enough to fill a table

function replyOf(error: SMTPError): string {
  return shown(error.response || error.message)
}

/** Whatever a server says must fit into a log and a table. */
function shown(reply: string): string {
  return reply
    .slice(0, REPLY_MAX)
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
}

/** '5.1.1' of '550 5.1.1 No such user' (RFC 3463). Null where the relay gives none. */
function enhancedCode(reply: string): string | null {
  return /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1] ?? null
}

function relayError(at: 'connect' | 'login', error: SMTPError): RelayError {
  return new RelayError(at, error.responseCode ?? 0, replyOf(error), { cause: error })
}

/** There is no session with the relay. Nothing was sent; `code` is its reply, 0 when it gave none. */
export class RelayError extends Error {
  override name = 'RelayError'
  readonly at: 'connect' | 'login'
  readonly code: number

  constructor(at: 'connect' | 'login', code: number, reply: string, options?: ErrorOptions) {
    super(
      `the mail relay ${at === 'login' ? 'refused our login' : 'cannot be used'}: ${reply}`,
      options,
    )
    this.at = at
    this.code = code
  }
}
