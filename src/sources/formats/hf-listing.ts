import type { JsonObject } from '../fields/json.ts'
import { dayOfItem, type ListedItem } from './hf-api.ts'

/** Counts the places of the items of an answer, in the lists of their days. */
export interface Listing {
  asked: string | null // the day of all items that do not say theirs
  places: Map<string, number>
}

/** The item with its day and place, and both as a text that can be read alone, in which `text` stays as it came. */
export function listItem(
  item: JsonObject,
  text: string,
  { asked, places }: Listing,
): { listed: ListedItem; raw: string } {
  const day = dayOfItem(item, asked)
  const position = day === null ? null : (places.get(day) ?? 0) + 1
  if (day !== null) places.set(day, position!)

  const where = JSON.stringify({ day, position }).slice(0, -1)
  return { listed: { day, position, item }, raw: `${where},"item":${text}}` }
}
