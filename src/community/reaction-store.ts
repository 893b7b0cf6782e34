import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { notifyPaperChanged } from '../papers/save-store.ts'
import { isReaction, type Comment, type Reaction, type ReactionSign } from './comment.ts'
// oxlint-disable-next-line unicorn/require-module-specifiers -- declares the tables
import type {} from './tables.ts'

/** Sets or takes back a reaction: saying it twice changes nothing. */
export async function react(
  db: Database,
  {
    comment: { id, paperId },
    personId,
    sign,
    on,
    at,
  }: {
    comment: Pick<Comment, 'id' | 'paperId'>
    personId: string
    sign: ReactionSign
    on: boolean
    at: Date
  },
): Promise<void> {
  if (on) {
    await db
      .insertInto('commentReactions')
      .values({ commentId: id, personId, reaction: sign, reactedAt: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  } else {
    await db
      .deleteFrom('commentReactions')
      .where('commentId', '=', id)
      .where('personId', '=', personId)
      .where('reaction', '=', sign)
      .execute()
  }
  await notifyPaperChanged(db, paperId)
}

/** These comments with what readers reacted to them. `reader` sees which reactions are theirs. */
export async function withReactions(
  db: Database,
  comments: Comment[],
  reader: string | null,
): Promise<Comment[]> {
  if (comments.length === 0) return comments
  const rows = await db
    .selectFrom('commentReactions')
    .select((query) => [
      'commentId',
      'reaction',
      query.fn.countAll<number>().as('count'),
      sql<boolean>`coalesce(bool_or(person_id = ${reader}), false)`.as('mine'),
    ])
    .where(
      'commentId',
      'in',
      comments.map(({ id }) => id),
    )
    .groupBy(['commentId', 'reaction'])
    .orderBy('reaction')
    .execute()
  const given = Map.groupBy(rows, ({ commentId }) => commentId)
  return comments.map((comment) => ({
    ...comment,
    reactions: (given.get(comment.id) ?? []).flatMap(({ reaction, count, mine }): Reaction[] =>
      isReaction(reaction) ? [{ sign: reaction, count, mine }] : [],
    ),
  }))
}
