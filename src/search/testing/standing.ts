import { analyse } from '../analysis/analyse.ts'
import type { SearchDocument } from '../document.ts'
import { fieldTexts } from '../segment/field-text.ts'
import { termsOfWord } from '../segment/terms-of.ts'

/** A text as the stems at each position. */
type Places = Set<string>[]

/**
 * How stems stand in a paper, worked out from its texts alone, a text and a position at a time: what the index reads off its
 * positions must be exactly this.
 */
export function standing(document: SearchDocument) {
  const texts = fieldTexts(document).flatMap((ofField, field) =>
    ofField.map((text) => placesOf(text, field)),
  )
  return {
    /** The fewest positions from a first stem to a second that follows it; Infinity where none does. */
    distance(first: string, second: string): number {
      const distances = texts.flatMap((places) =>
        places.flatMap((stems, from) =>
          stems.has(first)
            ? places.flatMap((later, to) => (to > from && later.has(second) ? [to - from] : []))
            : [],
        ),
      )
      return Math.min(...distances)
    },
    /** The most weight that different stems have within so many positions of a text. */
    heaviest(weights: Map<string, number>, width: number): number {
      const windows = texts.flatMap((places) =>
        places.map((_, from) => places.slice(from, from + width)),
      )
      const said = windows.map((window) =>
        [...weights].reduce(
          (sum, [stem, weight]) => (window.some((stems) => stems.has(stem)) ? sum + weight : sum),
          0,
        ),
      )
      return Math.max(0, ...said)
    },
  }
}

function placesOf(text: string, field: number): Places {
  const tokens = analyse(text)
  const places: Places = Array.from(
    { length: 1 + (tokens.at(-1)?.position ?? -1) },
    () => new Set(),
  )
  for (const token of tokens)
    for (const term of termsOfWord(token, field)) places[token.position]!.add(term)
  return places
}
