import { header } from './header.ts'
import { quotedPrintable } from './quoted-printable.ts'

/** A body whose texts are encoded already, as `quotedPrintable` does it. */
export interface EncodedBody {
  text: string
  html: string | null
}

export function encodedBody(text: string, html: string | null): EncodedBody {
  return { text: encode(text), html: html === null ? null : encode(html) }
}

/** The last line break of the text is the one that ends its last line. */
function encode(text: string): string {
  return quotedPrintable(text.replace(/\n$/, ''))
}

/**
 * The bytes of a message: `headers` (whole fields, each with its end of line), what MIME needs, and the body. Equal
 * arguments give equal bytes. `boundary` is any word; what it is made into cannot occur in quoted-printable.
 */
export function message(headers: string[], body: EncodedBody, boundary: string): Buffer {
  const top = headers.join('') + header('MIME-Version', '1.0')
  if (body.html === null) return Buffer.from(`${top}${part('plain', body.text)}`, 'latin1')

  const edge = `=_${boundary}` // '=' stands only before two digits or an end of line there
  return Buffer.from(
    `${top}Content-Type: multipart/alternative; boundary="${edge}"\r\n\r\n` +
      `--${edge}\r\n${part('plain', body.text)}` +
      `--${edge}\r\n${part('html', body.html)}` +
      `--${edge}--\r\n`,
    'latin1',
  )
}

function part(subtype: 'plain' | 'html', encoded: string): string {
  return (
    `Content-Type: text/${subtype}; charset=utf-8\r\n` +
    `Content-Transfer-Encoding: quoted-printable\r\n\r\n${encoded}`
  )
}
