/** A map that forgets its oldest entry when it is full. */
export interface BoundedCache<V> {
  get(key: string): V | undefined
  set(key: string, value: V): void
}

export function boundedCache<V>(entriesMax: number): BoundedCache<V> {
  const entries = new Map<string, V>()
  return {
    get: (key) => entries.get(key),
    set(key, value) {
      if (entries.size >= entriesMax) entries.delete(entries.keys().next().value!)
      entries.set(key, value)
    },
  }
}
