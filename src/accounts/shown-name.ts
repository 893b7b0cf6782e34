const NAME_LENGTH_MAX = 60

/**
 * A name as it may be shown beside a handle: letters of any script, one line, at most 60 characters. What cannot be
 * seen, or turns the direction of what follows, is taken out; a heap of accents is cut to what a letter can carry.
 */
export function shownName(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu, '')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  return Array.from(plain).slice(0, NAME_LENGTH_MAX).join('').trim()
}
