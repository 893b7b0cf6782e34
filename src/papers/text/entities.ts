const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  times: '×',
  deg: '°',
}

/**
 * HTML entities that a source forgot to decode, each once: a text about '&amp;lt;' keeps its '&lt;'.
 * Only names that metadata is seen to hold; any other '&name;' is the author's own.
 */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-z]{2,6}));/g,
    (entity, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? entity
      return characterAt(decimal === undefined ? parseInt(hex!, 16) : Number(decimal)) ?? entity
    },
  )
}

/** Null for what is no character: too large, or half of a surrogate pair. */
export function characterAt(codePoint: number): string | null {
  if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return null
  return String.fromCodePoint(codePoint)
}
