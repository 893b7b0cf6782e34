import { isUtf8 } from 'node:buffer'

export interface Decoded {
  text: string
  note: string | null // what was repaired, as a sentence; null when nothing was
}

const BYTE_ORDER_MARK = '\uFEFF'

/**
 * The text of some bytes of UTF-8, fit for PostgreSQL, which cannot store U+0000. Bytes that are not UTF-8
 * become U+FFFD and zeros disappear, both with a note: a paper with a broken letter is better than no paper.
 */
export function decode(bytes: Buffer): Decoded {
  const repairs: string[] = []
  let text = bytes.toString('utf8')

  if (!isUtf8(bytes)) repairs.push('Bytes that are not UTF-8 were replaced by \uFFFD.')
  if (bytes.includes(0)) {
    text = text.replaceAll('\0', '')
    repairs.push('NUL characters were removed.')
  }
  if (text.startsWith(BYTE_ORDER_MARK)) text = text.slice(1)
  return { text, note: repairs.length > 0 ? repairs.join(' ') : null }
}

/** Whether `decode` would change nothing, so that many lines can be decoded at once. */
export function isClean(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0) && !bytes.includes(BYTE_ORDER_MARK)
}
