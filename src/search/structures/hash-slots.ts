/**
 * A table that is looked into by hash: two numbers for each entry, side by side, its value, 0 where there is none, and its hash. An
 * entry is in the first free slot from where its hash points. Whoever looks does so in a loop of its own, as only it can tell
 * whether an entry with the same hash is meant:
 *
 *     for (let slot = slotOf(slots, hash); slots[slot] !== 0; slot = slotAfter(slots, slot)) …
 */
export type HashSlots = Int32Array<ArrayBuffer>

export function hashSlots(entries: number): HashSlots {
  return new Int32Array(4 * entries) // so that half of them are empty
}

export function slotOf(slots: HashSlots, hash: number): number {
  return (hash << 1) & (slots.length - 1)
}

export function slotAfter(slots: HashSlots, slot: number): number {
  return (slot + 2) & (slots.length - 1)
}

/** Puts an entry in, as the last of so many; returns the table, or a larger one if it was half full. */
export function withEntry(
  slots: HashSlots,
  value: number,
  hash: number,
  entries: number,
): HashSlots {
  const roomy = 4 * entries > slots.length ? enlarged(slots) : slots
  put(roomy, value, hash)
  return roomy
}

function put(slots: HashSlots, value: number, hash: number) {
  let slot = slotOf(slots, hash)
  while (slots[slot] !== 0) slot = slotAfter(slots, slot)
  slots[slot] = value
  slots[slot + 1] = hash
}

function enlarged(former: HashSlots): HashSlots {
  const larger = new Int32Array(2 * former.length)
  for (let slot = 0; slot < former.length; slot += 2)
    if (former[slot] !== 0) put(larger, former[slot]!, former[slot + 1]!)
  return larger
}
