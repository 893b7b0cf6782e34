import { NotAPaper } from '../reading.ts'

export type JsonObject = Record<string, unknown>

const MESSAGE_CHARACTERS_MAX = 160 // the parser quotes the text, which may be long

/** The object that `text` is. Throws NotAPaper when it is no JSON, or not an object. */
export function parseObject(text: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const message = String(error instanceof Error ? error.message : error)
    throw new NotAPaper(`This is no JSON: ${message.slice(0, MESSAGE_CHARACTERS_MAX)}.`, {
      cause: error,
    })
  }
  if (isObject(value)) return value
  throw new NotAPaper(`This is ${kindOf(value)}, not a paper.`)
}

/** What a value is, for a message. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text, or a number as one; undefined for anything else and for blanks. */
export function textIn(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** The texts of a list; a lone text is a list of one. */
export function textsIn(value: unknown): string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap(
    (item) => textIn(item) ?? [],
  )
}

const COUNT_MAX = 2 ** 31 - 1 // of an integer in PostgreSQL

/** A whole number from 0 that the database can hold; undefined for anything else. */
export function countIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= COUNT_MAX
    ? value
    : undefined
}
