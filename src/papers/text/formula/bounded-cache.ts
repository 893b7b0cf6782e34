/** A map that forgets the entry unused for longest when it is full. */
export interface BoundedCache<V> {
  get(key: string): V | undefined
  set(key: string, value: V): void
}

export function boundedCache<V>(entriesMax: number): BoundedCache<V> {
  const entries = new Map<string, V>()
  return {
    get(key) {
      const value = entries.get(key)
      if (value !== undefined) {
        entries.delete(key) // and last again: a Map keeps the order of insertion
        entries.set(key, value)
      }
      return value
    },
    set(key, value) {
      if (entries.size >= entriesMax) entries.delete(entries.keys().next().value!)
      entries.set(key, value)
    },
  }
}
