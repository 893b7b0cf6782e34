import { headOf } from './head.ts'
import { decode, type Decoded } from './text.ts'
import { FileProblem } from './file-problem.ts'

const DECLARATION_BYTES = 200

/** The text of an XML file in the encoding that it declares, UTF-8 unless it says otherwise, chunk by chunk. */
export async function* xmlText(bytes: AsyncIterable<Buffer>): AsyncGenerator<Decoded> {
  const { head, all } = await headOf(bytes, DECLARATION_BYTES)
  const encoding = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(
    head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, ''),
  )?.[1]
  if (encoding === undefined || /^(?:utf-?8|us-ascii)$/i.test(encoding)) {
    for await (const part of wholeCharacters(all)) yield decode(part)
    return
  }

  const decoder = decoderFor(encoding)
  for await (const part of all) yield { text: decoder.decode(part, { stream: true }), note: null }
  yield { text: decoder.decode(), note: null }
}

function decoderFor(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding)
  } catch (error) {
    throw new FileProblem('refused', `Its encoding "${encoding}" is not known: save it as UTF-8.`, {
      cause: error,
    })
  }
}

/** The same bytes, cut between characters of UTF-8 and not inside one. */
async function* wholeCharacters(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of bytes) {
    const part = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const end = part.length - unfinishedBytes(part)
    rest = part.subarray(end)
    if (end > 0) yield part.subarray(0, end)
  }
  if (rest.length > 0) yield rest
}

/** How many bytes at the end begin a character that is not whole. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < characterBytes(byte) ? back : 0
  }
  return 0
}

function characterBytes(lead: number): number {
  return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
}
