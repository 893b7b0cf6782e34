const LINE_MAX = 76 // RFC 2045, 6.7

/** How each byte is written within a line. */
const WRITTEN = Array.from({ length: 256 }, (_, byte) => {
  const isLiteral = (byte >= 33 && byte <= 126 && byte !== 61) || byte === 32 || byte === 9
  return isLiteral ? String.fromCharCode(byte) : hex(byte)
})

/**
 * Text as quoted-printable lines (RFC 2045), each with its end: what is made of two texts is what is made of the one
 * text joined by a line break, so parts can be encoded once and put together many times.
 *
 * No line begins with a dot or with 'From ', nor ends in white space: relays have been known to change these.
 */
export function quotedPrintable(text: string): string {
  return text
    .toWellFormed()
    .split(/\r\n|\r|\n/)
    .map(encodeLine)
    .join('')
}

function encodeLine(text: string): string {
  const bytes = Buffer.from(text)
  let lines = ''
  let line = ''
  for (let at = 0; at < bytes.length; at++) {
    const isLast = at === bytes.length - 1
    let written = WRITTEN[bytes[at]!]!
    if (isLast && (written === ' ' || written === '\t')) written = hex(bytes[at]!)
    if (line.length + written.length > (isLast ? LINE_MAX : LINE_MAX - 1)) {
      lines += `${line}=\r\n`
      line = ''
    }
    if (line === '' && (written === '.' || written === 'F')) written = hex(bytes[at]!)
    line += written
  }
  return `${lines}${line}\r\n`
}

function hex(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
}
