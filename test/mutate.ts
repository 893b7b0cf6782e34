import type { Random } from './random.ts'

/** What files hold that nobody expects. */
const INTRUDERS = [
  '\0', '\u2028', '"', '\\', '{', '}', '[', ']', '<', '>', '&', '&#x0;', '&#xD800;', '<!--', '<![CDATA[', ']]>', '$',
  '\\ud800', '\\u0000', '1e999', '-1', '9999-99-99', '%2F', '..', 'null', '{}', '[[]]', '__proto__', 'constructor',
  ' '.repeat(3000), 'a'.repeat(9000), '{'.repeat(3000), '['.repeat(3000), '<a>'.repeat(300), '\n', '\r\n', '\u202e', '💥',
  '@article{', 'TY  - ', 'ER  - ', 'javascript:alert(1)',
] // prettier-ignore

type Change = (bytes: Buffer, random: Random) => Buffer

const CHANGES: Change[] = [
  function flipBits(bytes, random) {
    const flipped = Buffer.from(bytes)
    for (let n = random.below(20); n >= 0; n--)
      flipped[place(bytes, random)]! ^= 1 << random.below(8)
    return flipped
  },
  function cutTheEnd(bytes, random) {
    return bytes.subarray(0, place(bytes, random))
  },
  function cutOut(bytes, random) {
    const from = place(bytes, random)
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + random.below(500))])
  },
  function intrude(bytes, random) {
    return insert(bytes, Buffer.from(random.pick(INTRUDERS)), random)
  },
  function repeat(bytes, random) {
    const from = place(bytes, random)
    return insert(bytes, bytes.subarray(from, from + random.below(1000)), random)
  },
  function joinLines(bytes, random) {
    const lines = bytes.toString('latin1').split('\n')
    const at = random.below(lines.length)
    lines.splice(at, 2, lines.slice(at, at + 2).join(''))
    return Buffer.from(lines.join('\n'), 'latin1')
  },
  function replaceWord(bytes, random) {
    const text = bytes.toString('latin1')
    const words = [...text.matchAll(/"[^"]*"|[\w:]{3,}/g)]
    if (words.length === 0) return bytes
    const { index, 0: word } = random.pick(words)
    const other = Buffer.from(random.pick(INTRUDERS)).toString('latin1')
    return Buffer.from(text.slice(0, index) + other + text.slice(index + word.length), 'latin1')
  },
]

function place(bytes: Buffer, random: Random): number {
  return random.below(Math.max(1, bytes.length))
}

function insert(bytes: Buffer, piece: Buffer, random: Random): Buffer {
  const at = place(bytes, random)
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)])
}

/** The bytes as accidents and enemies leave them: some changes of any kind. */
export function mutated(bytes: Buffer, random: Random): Buffer {
  let changed = bytes
  for (let n = random.below(6); n >= 0; n--) changed = random.pick(CHANGES)(changed, random)
  return changed
}
