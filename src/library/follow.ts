/** What can be followed, and what its subject is: an author's or a system's key, a topic, a collection's id, a search. */
const FOLLOW_KINDS = ['author', 'topic', 'system', 'collection', 'search'] as const
export type FollowKind = (typeof FOLLOW_KINDS)[number]

export interface Follow {
  kind: FollowKind
  subject: string
}

const SUBJECT_LENGTH_MAX = 300

/** What a form names. Null when it is nothing that can be followed. */
export function parseFollow({ kind, subject }: { kind: string; subject: string }): Follow | null {
  const known = FOLLOW_KINDS.find((each) => each === kind)
  const wanted = subject.trim().toWellFormed()
  if (!known || wanted === '' || wanted.length > SUBJECT_LENGTH_MAX) return null
  return { kind: known, subject: wanted }
}
