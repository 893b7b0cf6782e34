import { header } from './header.ts'
import { quotedPrintable } from './quoted-printable.ts'

/**
 * A message as it goes out, in pieces, one character a byte. Pieces that many mails share are made once and copied only
 * into what is sent: a mail costs hardly any memory of its own.
 */
export type Message = readonly string[]

/** A body whose texts are encoded already, as `quotedPrintable` does it, in pieces. */
export interface EncodedBody {
  text: Message
  html: Message | null
}

export function encodedBody(text: string, html: string | null): EncodedBody {
  return { text: [encode(text)], html: html === null ? null : [encode(html)] }
}

/** The last line break of the text is the one that ends its last line. */
function encode(text: string): string {
  return quotedPrintable(text.replace(/\n$/, ''))
}

/**
 * A message: `headers` (whole fields, each with its end of line), what MIME needs, and the body. Equal arguments give
 * equal bytes. `boundary` is any word; what it is made into cannot occur in quoted-printable.
 */
export function message(headers: string[], body: EncodedBody, boundary: string): Message {
  const top = headers.join('') + header('MIME-Version', '1.0')
  if (body.html === null) return [top, partHead('plain'), ...body.text]

  const edge = `=_${boundary}` // '=' stands only before two digits or an end of line there
  return [
    `${top}Content-Type: multipart/alternative; boundary="${edge}"\r\n\r\n`,
    `--${edge}\r\n${partHead('plain')}`,
    ...body.text,
    `--${edge}\r\n${partHead('html')}`,
    ...body.html,
    `--${edge}--\r\n`,
  ]
}

function partHead(subtype: 'plain' | 'html'): string {
  return (
    `Content-Type: text/${subtype}; charset=utf-8\r\n` +
    `Content-Transfer-Encoding: quoted-printable\r\n\r\n`
  )
}

export function sizeOf(pieces: Message): number {
  return pieces.reduce((sum, { length }) => sum + length, 0)
}

export function bytesOf(pieces: Message): Buffer {
  const bytes = Buffer.allocUnsafe(sizeOf(pieces))
  writeMessage(pieces, bytes)
  return bytes
}

/** Writes the message to the beginning of a buffer that is large enough. */
export function writeMessage(pieces: Message, to: Buffer): void {
  let at = 0
  for (const piece of pieces) at += to.write(piece, at, 'latin1')
}
