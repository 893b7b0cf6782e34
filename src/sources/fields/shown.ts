const CHARACTERS_SHOWN = 80 // enough to find it in the file; an entry may hold megabytes

/** A value of a field, quoted for a note, without its end when it is long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(typeof value === 'string' ? value.slice(0, CHARACTERS_SHOWN) : value)
  return (text ?? 'nothing').slice(0, CHARACTERS_SHOWN + 2)
}
