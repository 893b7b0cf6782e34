import { documentOf, itemOf, partOf, type Collection, type Item } from '../collection/collection.ts'
import { has, type Bitmap } from '../structures/bitmap.ts'
import { placeOf } from '../structures/vocabulary.ts'

/** A name that more papers bear is a word, not a name: 'survey', 'technical report'. */
const MOST_BEARERS = 3

/** The allowed papers that are called exactly `name` (as `nameOf` writes it); none when too many are. */
export function itemsNamed(
  { parts }: Collection,
  name: string,
  allowed: (Bitmap | null)[],
): Item[] {
  if (name === '') return []
  const items: Item[] = []
  for (const [part, { segment, alive }] of parts.entries()) {
    const { values, starts, documents } = segment.names
    const place = placeOf(values, name)
    if (place < 0) continue
    for (const document of documents.subarray(starts[place], starts[place + 1])) {
      if (alive === null || has(alive, document)) items.push(itemOf(part, document))
    }
  }
  if (items.length > MOST_BEARERS) return []
  return items.filter((item) => {
    const bits = allowed[partOf(item)]
    return bits === null || bits === undefined || has(bits, documentOf(item))
  })
}
