/** Bytes: 64 vectors of 2,048 dimensions as text take 3 MB. */
export const LARGEST_ANSWER = 32_000_000

/** The text of an answer that may come from anyone. Throws RangeError beyond `largest` bytes, however many follow. */
export async function readAnswer(response: Response, largest: number): Promise<string> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of response.body ?? []) {
    bytes += piece.length
    if (bytes > largest) throw new RangeError('the answer is too long')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}
