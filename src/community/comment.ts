/** A comment holds this many characters at most: two printed pages. */
export const COMMENT_CHARACTERS_MAX = 10_000

/** What a reader said about a paper, as a page shows it. */
export interface Comment {
  id: number
  paperId: string
  parentId: number | null // null: it answers the paper itself
  depth: number // 0 for those that answer the paper, at most DEPTH_MAX
  author: { id: string; handle: string; name: string } | null // null: a former reader
  state: 'shown' | 'deleted' | 'hidden'
  body: string // Markdown; empty unless shown
  html: string // safe; empty unless shown
  hiddenReason: string | null
  writtenAt: Date
  editedAt: Date | null
  reactions: Reaction[]
}

export interface Reaction {
  sign: ReactionSign
  count: number
  mine: boolean
}

/** What says more than a vote and less than an answer. Words: every font has them and every screen reader says them. */
export const REACTIONS = ['agree', 'thanks', 'good point', 'unsure'] as const

export type ReactionSign = (typeof REACTIONS)[number]

export function isReaction(text: string): text is ReactionSign {
  return REACTIONS.some((sign) => sign === text)
}

/** Answers below this depth stand beside what they answer: a phone has no room for more steps. */
export const DEPTH_MAX = 6

const DIGITS = 10 // base 36 numbers of this width keep their order as text, up to 3.6 · 10^15 comments

/**
 * Where a comment stands in its discussion, as text that sorts so: behind what it answers and behind everything that
 * answered that before.
 */
export function placeOf(id: number, parent: { place: string; depth: number } | null): Place {
  const step = id.toString(36).padStart(DIGITS, '0')
  if (!parent) return { place: step, depth: 0 }
  if (parent.depth < DEPTH_MAX) return { place: parent.place + step, depth: parent.depth + 1 }
  return { place: parent.place.slice(0, -DIGITS) + step, depth: parent.depth }
}

export interface Place {
  place: string
  depth: number
}
