const LINE_MAX = 76 // RFC 5322 recommends 78; encoded words want 76 (RFC 2047, 2)
const WORD_BYTES_MAX = 39 // of UTF-8 in an encoded word: 52 characters of base64, 12 around them, and the field's name
const VALUE_MAX = 900 // characters of text: no title is as long, and what is longer is an attack

/**
 * A header field with its end of line: 'Subject: …\r\n'. `value` is text of any kind: what could end the field or
 * turn its reading around is taken out, what is not ASCII becomes encoded words (RFC 2047), long lines are folded.
 */
export function textHeader(name: string, value: string): string {
  const text = clean(value)
  return header(name, isPlain(text) ? text : encodedWords(text))
}

/** A header field from a value that is ASCII and safe, as our own code makes it. Throws RangeError for any other. */
export function header(name: string, value: string): string {
  if (!/^[\x20-\x7e]*$/.test(value)) throw new RangeError(`${name}: not plain ASCII`)
  let line = `${name}:`
  const lines: string[] = []
  for (const word of value.split(' ')) {
    if (line.length + 1 + word.length > LINE_MAX && line !== `${name}:` && word !== '') {
      lines.push(line)
      line = ''
    }
    line += ` ${word}`
  }
  return `${[...lines, line].join('\r\n')}\r\n`
}

/** '"Ada, Ltd" <ada@example.org>', or '<ada@example.org>' without a name. */
export function mailbox(name: string, address: string): string {
  const text = clean(name)
  if (text === '') return `<${address}>`
  const phrase = isPlain(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : encodedWords(text)
  return `${phrase} <${address}>`
}

/** One line of well-formed text. Controls, line separators and what changes the direction of reading are gone. */
function clean(text: string): string {
  return text
    .slice(0, VALUE_MAX)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** What reads the same with and without decoding. A word longer than a line would not fold. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text) && !text.includes('=?') && !/\S{60}/.test(text)
}

function encodedWords(text: string): string {
  const words: string[] = []
  let word = ''
  for (const character of text) {
    if (Buffer.byteLength(word + character) > WORD_BYTES_MAX) {
      words.push(word)
      word = ''
    }
    word += character
  }
  return [...words, word]
    .map((each) => `=?utf-8?B?${Buffer.from(each).toString('base64')}?=`)
    .join(' ')
}
