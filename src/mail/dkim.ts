import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { bytesOf, type Message } from './mime/message.ts'

/** What signs our mail (RFC 6376). The public half stands in DNS at <selector>._domainkey.<domain>. */
export interface DkimKey {
  domain: string
  selector: string
  privateKey: KeyObject // RSA
}

/**
 * Fields that the signature covers. Those for unsubscribing are among them, as RFC 8058 demands; From stands twice, so
 * that nobody can add another one.
 */
const SIGNED = [
  'from',
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'list-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
]

const RSA_BITS_MIN = 1024 // what receivers still accept (RFC 8301); 2048 is what to use

/** Reads a key from its PEM text. Throws DkimError for anything that we could not sign with. */
export function dkimKey(pem: string, domain: string, selector: string): DkimKey {
  let privateKey: KeyObject
  try {
    privateKey = createPrivateKey(pem)
  } catch (error) {
    throw new DkimError('the key cannot be read: it must be a private key in PEM form', {
      cause: error,
    })
  }
  const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0
  if (privateKey.asymmetricKeyType !== 'rsa' || bits < RSA_BITS_MIN) {
    throw new DkimError(`the key must be RSA with at least ${RSA_BITS_MIN} bits`)
  }
  const proof = Buffer.from('proof')
  if (!verify('sha256', proof, createPublicKey(privateKey), sign('sha256', proof, privateKey))) {
    throw new DkimError('what the key signs cannot be verified')
  }
  return { domain, selector, privateKey }
}

/** What stands in DNS for this key. */
export function dkimRecord({ privateKey }: DkimKey): string {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  return `v=DKIM1; k=rsa; p=${spki.toString('base64')}`
}

const signAside = promisify<string, Buffer, KeyObject, Buffer>(sign) // on another thread: 0.6 ms for 2048 bits

/** The message with its signature in front: relaxed header, simple body. Equal messages get equal signatures. */
export async function signMessage(message: Message, key: DkimKey): Promise<Message> {
  const bytes = bytesOf(message)
  const split = bytes.indexOf('\r\n\r\n')
  const head = bytes.subarray(0, split + 2).toString('latin1')
  const body = bytes.subarray(split + 4)
  const fields = fieldsOf(head)
  const covered = SIGNED.filter((name, at) => fields.has(name) || SIGNED.indexOf(name) !== at)

  const unsigned = [
    `v=1; a=rsa-sha256; c=relaxed/simple; d=${key.domain}; s=${key.selector};`,
    `h=${covered.join(':')};`,
    `bh=${hash('sha256', simpleBody(body), 'base64')};`,
    'b=',
  ].join(' ')
  const data = signedData(covered, fields, unsigned)
  const signature = (await signAside('sha256', data, key.privateKey)).toString('base64')
  const folded = `DKIM-Signature: ${unsigned.replaceAll('; ', ';\r\n ')}${signature.replaceAll(/.{70}/g, '$&\r\n ')}\r\n`
  return [folded, ...message]
}

/** What a signature is made over: the covered fields, in this order, and the signature's own with nothing after 'b='. */
function signedData(covered: string[], fields: Map<string, string>, unsigned: string): Buffer {
  const seen = new Set<string>()
  const lines = covered.flatMap((name) => {
    const field = seen.has(name) ? undefined : fields.get(name) // the second From is the one that is not there
    seen.add(name)
    return field === undefined ? [] : [`${field}\r\n`]
  })
  return Buffer.from(`${lines.join('')}dkim-signature:${unsigned}`, 'latin1')
}

/**
 * Whether a receiver that finds this record in DNS believes the signature of a message that `signMessage` made, and
 * whether it covers these fields. For checking ourselves: signatures of others may be made in other ways.
 */
export function isSigned(message: Message, record: string, mustCover: string[]): boolean {
  const bytes = bytesOf(message)
  const split = bytes.indexOf('\r\n\r\n')
  const fields = fieldsOf(bytes.subarray(0, split + 2).toString('latin1'))
  const signature = fields.get('dkim-signature')?.slice('dkim-signature:'.length) ?? ''
  const tags = tagsOf(signature)
  const covered = (tags.get('h') ?? '').split(':')
  const bodyHash = hash('sha256', simpleBody(bytes.subarray(split + 4)), 'base64')
  if (tags.get('bh') !== bodyHash || mustCover.some((name) => !covered.includes(name))) return false

  const publicKey = publicKeyOf(tagsOf(record).get('p') ?? '')
  const data = signedData(covered, fields, signature.replace(/\bb=[^;]*$/, 'b='))
  return (
    publicKey !== null &&
    verify('sha256', data, publicKey, Buffer.from(tags.get('b') ?? '', 'base64'))
  )
}

/** 'v=1; a=rsa-sha256' by name. White space in values means nothing (RFC 6376, 3.2). */
function tagsOf(text: string): Map<string, string> {
  const pairs = text.split(';').map((tag) => /^\s*(\w+)\s*=([^]*)$/.exec(tag))
  return new Map(
    pairs.flatMap((pair) => (pair ? [[pair[1]!, pair[2]!.replaceAll(/\s/g, '')]] : [])),
  )
}

function publicKeyOf(base64: string): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' })
  } catch {
    return null
  }
}

/** The fields of a header in relaxed form, by name; of a name that stands twice the last (RFC 6376, 5.4.2). */
function fieldsOf(head: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const field of head.replaceAll(/\r\n(?=[ \t])/g, '').split('\r\n')) {
    const colon = field.indexOf(':')
    if (colon < 1) continue
    const name = field.slice(0, colon).trim().toLowerCase()
    fields.set(
      name,
      `${name}:${field
        .slice(colon + 1)
        .replaceAll(/[ \t]+/g, ' ')
        .trim()}`,
    )
  }
  return fields
}

/** Empty lines at the end count as none, and there is always one line end (RFC 6376, 3.4.3). */
function simpleBody(body: Buffer): Buffer {
  let end = body.length
  while (end >= 4 && body.toString('latin1', end - 4, end) === '\r\n\r\n') end -= 2
  return body.subarray(0, end)
}

/** Mail cannot be signed as the settings say. Nothing is sent unsigned instead. */
export class DkimError extends Error {
  override name = 'DkimError'

  constructor(problem: string, options?: ErrorOptions) {
    super(`DKIM_KEY_FILE: ${problem}`, options)
  }
}
