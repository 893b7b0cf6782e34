/** The mails that somebody can have. */
export type Kind = 'daily' | 'weekly'

export const KINDS: readonly Kind[] = ['daily', 'weekly']

/** Null for what is no kind. */
export function parseKind(text: string): Kind | null {
  return KINDS.find((kind) => kind === text) ?? null
}
