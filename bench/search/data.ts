import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createZstdDecompress } from 'node:zlib'

/** The optional data folder next to the checkout. */
export const DATA = new URL('../../../shared/data/', import.meta.url)
export const hasData = existsSync(DATA)

/** JSON Lines by '\n' alone: readline would also cut at U+2028, which abstracts contain. */
export async function* jsonLines(file: string): AsyncGenerator {
  const stream = createReadStream(new URL(file, DATA))
  const chunks = file.endsWith('.zst') ? stream.pipe(createZstdDecompress()) : stream
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n')
    rest = lines.pop()!
    for (const line of lines) if (line) yield JSON.parse(line)
  }
  if (rest) yield JSON.parse(rest)
}

export function readJsonLines<T>(file: string): T[] {
  return readFileSync(new URL(file, DATA), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}
