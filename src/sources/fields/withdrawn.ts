const WITHDRAWN = [
  /^\W*(?:withdrawn|retracted)\b/i,
  /\b(?:this|the) (?:[\w-]+ ){0,2}(?:paper|article|submission|manuscript|preprint|work)(?: [\w-]+){0,3} (?:(?:has|have)(?: \w+)? been|was|is)(?: \w+)? (?:withdrawn|retracted)\b/i,
]

/** A notice of withdrawal stands at the beginning; further down, a text tells of something else. */
const NOTICE_CHARACTERS_MAX = 400

/**
 * Whether an author's note or abstract says that the paper itself was withdrawn, as in 'This paper has been
 * withdrawn by the author due to an error'. 'We study withdrawn drugs' does not.
 */
export function saysWithdrawn(text: string | undefined): boolean {
  if (text === undefined) return false
  const beginning = text.slice(0, NOTICE_CHARACTERS_MAX)
  return WITHDRAWN.some((notice) => notice.test(beginning))
}

const ABSTRACT_NOTICE_CHARACTERS_MAX = 150 // where a notice takes an abstract's place, it is its first sentence

/** True when the author's note, or what stands in the abstract's place, withdraws the paper; else it is not said. */
export function withdrawnIn(
  comment: string | undefined,
  abstract: string | undefined,
): true | undefined {
  const said =
    saysWithdrawn(comment) || saysWithdrawn(abstract?.slice(0, ABSTRACT_NOTICE_CHARACTERS_MAX))
  return said || undefined
}
