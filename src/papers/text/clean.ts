import { decodeEntities } from './entities.ts'

/** The longest abstract of 300,870 has 12,694 characters. A longer text is an accident, and ends in '…'. */
export const MAX_CHARACTERS = 40_000

// Windows-1252 read as Latin-1: its quotes and dashes arrive as the control characters U+0080 to U+009F.
// The same repair as browsers make: https://encoding.spec.whatwg.org/index-windows-1252.txt
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

// Controls, soft hyphens, zero-width spaces, and the marks that turn the direction of what follows them.
// Joiners (U+200C, U+200D) and direction marks (U+200E, U+200F) stay: Persian, Hindi and Hebrew need them.
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex -- they are what is removed
  /[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff]/g

// '\times' in a string that a program read: the backslash and its letter became one control character.
const EATEN =
  // oxlint-disable-next-line no-control-regex -- they are what is repaired
  /[\t\x08\f\r](?=(?:imes|heta|ilde|ext[a-z]*|eta|egin|ar|oldsymbol|rac|orall|ightarrow|angle|ho)(?![a-z]))/g
const EATER: Record<string, string> = { '\t': '\\t', '\b': '\\b', '\f': '\\f', '\r': '\\r' }

// UTF-8 read as Latin-1: three characters for each dash, the second and third of them often controls.
const LATIN_1_OF_UTF8 =
  /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g
const utf8 = new TextDecoder('utf-8')

/** Only what holds a control character: 'Ã©' may be a mistake, but 'â\x80\x94' is nothing else than a dash. */
function repairUtf8(text: string): string {
  if (!/[\x80-\x9f]/.test(text)) return text
  return text.replace(LATIN_1_OF_UTF8, (bytes) => {
    if (!/[\x80-\x9f]/.test(bytes)) return bytes
    const decoded = utf8.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
    return decoded.includes('\ufffd') ? bytes : decoded
  })
}

/** The same text in characters that can be shown: well-formed, without controls, entities decoded once. */
export function clean(raw: string): string {
  const whole = raw.length > MAX_CHARACTERS ? `${raw.slice(0, MAX_CHARACTERS - 1)}…` : raw

  return decodeEntities(repairUtf8(whole.toWellFormed()))
    .replace(EATEN, (control) => EATER[control]!)
    .replace(/\r\n?/g, '\n')
    .replace(/[\x80-\x9f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80]!)
    .replace(INVISIBLE, '')
    .replace(/[\t\v\f\u2028\u2029]/g, ' ')
    .replace(/[A-Za-z][\u0300-\u036f]+/g, (accented) => accented.normalize('NFC'))
    .replace(/\n(?<=[^\d\n]\n)%.*/g, '') // a TeX comment; after a digit it is '50' + '% of'
}
