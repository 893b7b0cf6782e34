// Combining characters by TeX's accent: L. Lamport, LaTeX, 2nd edition, tables 3.1 and 3.2.
const COMBINING: Record<string, string> = {
  "'": '\u0301',
  '’': '\u0301', // what a word processor made of '
  '`': '\u0300',
  '^': '\u0302',
  '"': '\u0308',
  '~': '\u0303',
  '=': '\u0304',
  '.': '\u0307',
  u: '\u0306',
  v: '\u030c',
  H: '\u030b',
  c: '\u0327',
  k: '\u0328',
  r: '\u030a',
  d: '\u0323',
  b: '\u0331',
  t: '\u0361',
}

const ACCENT =
  /\\(?:(['’`^"~=.])\s*|([uvHckrdbt])(?:\s+(?!\s)|(?=\{)))(?:\{\s*(?:\\([ij])(?![a-zA-Z])|(\p{L}))(\p{L}*)\s*\}|\\([ij])(?![a-zA-Z])\s?|(\p{L}))/uy

const CONTRACTION = /(?:s|t|d|m|re|ll|ve)(?!\p{L})/uy // "world\'s", "they\'re": an apostrophe that a program escaped

export interface Accented {
  letters: string
  to: number
}

/**
 * The accented letter that starts with the backslash at `at`, or null when there is none.
 * Only what exists as one letter counts: `\'t` is no accent, `\v{c}` is č, and `\'{\i}` is í.
 */
export function readAccent(text: string, at: number): Accented | null {
  ACCENT.lastIndex = at
  const match = ACCENT.exec(text)
  if (!match) return null

  const accent = (match[1] ?? match[2])!
  const base = (match[3] ?? match[4] ?? match[6] ?? match[7])!
  const letter = `${base}${COMBINING[accent]}`.normalize('NFC')
  if (!/^.$/u.test(letter) && accent !== 't' && accent !== 'b') return null
  // 'Erd\H os' and 'Erd\" os' are words with a gap, but `10\' wide` is a length.
  if (match[1] && /\s/.test(text[at + 2]!) && !/\p{L}/u.test(text[at - 1] ?? '')) return null
  if ("'’".includes(accent) && isContraction(text, at)) return null
  if (accent === '"' && isQuote(text, at)) return null
  return { letters: `${letter}${match[5] ?? ''}`, to: ACCENT.lastIndex }
}

function isContraction(text: string, at: number): boolean {
  CONTRACTION.lastIndex = text[at + 2] === ' ' ? at + 3 : at + 2
  return /\p{L}/u.test(text[at - 1] ?? '') && CONTRACTION.test(text)
}

const MAX_QUOTED_CHARACTERS = 200 // a longer stretch between two \" is an umlaut here and another one there

/** `\"attention\"` is a quotation that a program escaped: it starts a word, and a later \" ends one. */
function isQuote(text: string, at: number): boolean {
  if (/[\p{L}{]/u.test(text[at - 1] ?? '') || text[at + 2] === '{') return false
  return /[^\s\\]\\"(?![\p{L}{])/u.test(text.slice(at + 2, at + MAX_QUOTED_CHARACTERS))
}
