import { endOfQuantity } from './quantity.ts'
import { unitReader } from './units.ts'

/** What a UTF-16 unit is to the cutter. */
const SEPARATOR = 0
const LETTER = 1
const CONNECTOR = 2 // joins letters when it stands between two of them: 'pre-training', '1.3B', 'model’s'
const IDEOGRAPH = 3

const CONNECTORS = "-_.,'’‐‑"
const LETTERS = /[\p{L}\p{M}\p{N}×]/u
const IDEOGRAPHS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** The kind of each UTF-16 unit, worked out once: 64 kB, and no regular expression in the loop. */
const kinds = Uint8Array.from({ length: 65_536 }, (_, unit) => {
  const text = String.fromCharCode(unit)
  if (CONNECTORS.includes(text)) return CONNECTOR
  if (unit >= 0xd800 && unit <= 0xdfff) return LETTER // half of a pair; see `wholePair`
  if (IDEOGRAPHS.test(text)) return IDEOGRAPH
  return LETTERS.test(text) ? LETTER : SEPARATOR
})

/**
 * Cuts a text into chunks: runs of letters and digits with what joins them inside ('GPT-4', 'self-supervised', '10,000'),
 * a number with the word that sizes it ('20 million'), and runs of Chinese, Japanese or Korean characters, which have no spaces to cut at.
 *
 * `visit` gets UTF-16 offsets into the text, so a highlight needs no mapping back; whether the chunk is a plain word, ASCII letters
 * alone, as nine in ten are; and the units of the text, which last until it returns.
 */
export function eachChunk(text: string, visit: Visit): void {
  const units = (readers[depth] ??= unitReader())(text)
  depth++
  try {
    visitChunks(text, units, visit)
  } finally {
    depth--
  }
}

type Visit = (
  start: number,
  end: number,
  ideographs: boolean,
  isPlain: boolean,
  units: Uint16Array,
) => void

const readers: ((text: string) => Uint16Array)[] = [] // one for each text that is being cut: a visitor may cut another
let depth = 0

function visitChunks(text: string, units: Uint16Array, visit: Visit) {
  const length = text.length
  let at = 0
  while (at < length) {
    const kind = kinds[units[at]!]!
    if (kind === LETTER) {
      const plain = endOfAscii(units, at)
      if (plain > at && !goesOn(units, plain)) {
        visit(at, plain, false, true, units)
        at = plain
        continue
      }
      const letters = endOfLetters(units, at)
      const end = isDigit(units[at]!) ? endOfQuantity(text, at, letters) : letters
      visit(at, end, false, false, units)
      at = end
    } else if (kind === IDEOGRAPH) {
      let end = at + 1
      while (kinds[units[end]!] === IDEOGRAPH) end++
      visit(at, end, true, false, units)
      at = end
    } else at++
  }
}

function endOfAscii(units: Uint16Array, start: number): number {
  let at = start
  while (isAsciiLetter(units[at]!)) at++
  return at
}

function isAsciiLetter(unit: number): boolean {
  const lower = unit | 32
  return lower >= 97 && lower <= 122
}

/** Whether what stands here belongs to the letters before it. */
function goesOn(units: Uint16Array, at: number): boolean {
  const kind = kinds[units[at]!]
  return kind === LETTER || (kind === CONNECTOR && kinds[units[at + 1]!] === LETTER)
}

function endOfLetters(units: Uint16Array, start: number): number {
  let at = start + 1
  for (;;) {
    const kind = kinds[units[at]!]
    if (kind === LETTER) at++
    else if (kind === CONNECTOR && kinds[units[at + 1]!] === LETTER) at += 2
    else return at
  }
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57
}
