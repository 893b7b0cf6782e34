import { parseAddress, type MailAddress } from './address.ts'
import { header, mailbox, textHeader } from './mime/header.ts'
import { encodedBody, message, type Message } from './mime/message.ts'

/** A mail to one reader about something they asked for: a link to confirm or to sign in. Never a mailing. */
export interface Mail {
  to: string
  subject: string
  text: string
  html?: string
}

/**
 * Sends single mails. Resolves when the relay has taken it, or the file is written. Throws AddressError for an address
 * that no mail can go to, and MailError when the relay refused it or could not be used.
 */
export interface Mailer {
  send(mail: Mail): Promise<void>
}

/** Who our mail is from. */
export interface Sender {
  name: string
  address: MailAddress
}

/** A mail as it goes out. */
export interface Letter {
  to: MailAddress
  messageId: string // without angle brackets
  message: Message
}

/** `id` is a word that no other mail has. */
export function letterOf(mail: Mail, from: Sender, date: Date, id: string): Letter {
  const to = parseAddress(mail.to)
  if (!to) throw new AddressError()

  const messageId = `${id}@${from.address.domain}`
  const headers = [
    header('From', mailbox(from.name, from.address.address)),
    recipient(to),
    textHeader('Subject', mail.subject),
    header('Date', mailDate(date)),
    header('Message-ID', `<${messageId}>`),
    header('Auto-Submitted', 'auto-generated'), // RFC 3834: nobody's holiday reply is wanted
  ]
  return { to, messageId, message: message(headers, encodedBody(mail.text, mail.html ?? null), id) }
}

/** An address that is not ASCII stands in the header as UTF-8 (RFC 6532), which its relay has agreed to. */
export function recipient({ address, isAscii }: MailAddress): string {
  return isAscii
    ? header('To', `<${address}>`)
    : `To: <${Buffer.from(address).toString('latin1')}>\r\n` // its bytes, as messages are written
}

/** 'Thu, 17 Apr 2025 12:00:00 +0000' */
export function mailDate(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000')
}

/** The text is not an address that mail can be sent to. Its message does not repeat it. */
export class AddressError extends Error {
  override name = 'AddressError'

  constructor() {
    super('this is not an e-mail address that mail can be sent to')
  }
}

/** The mail was not sent, or may not have been. `isPermanent`: sending the same again would fail again. */
export class MailError extends Error {
  override name = 'MailError'
  readonly isPermanent: boolean

  constructor(reason: string, isPermanent: boolean, options?: ErrorOptions) {
    super(reason, options)
    this.isPermanent = isPermanent
  }
}
