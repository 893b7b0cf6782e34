import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database/database.ts'
import { heat, hourOf, withHour, type Attentions, type HeatRule, type Kind } from '../heat/heat.ts'
import { newTurns } from '../lib/turns.ts'
import { addHour, readHeatRule, readHours } from '../papers/attention-store.ts'
import { announcedAt, warmthOfHours } from '../papers/warmth.ts'

/** The channel on which every process hears which kind of attention people gave a paper. */
export const VOTES_CHANGED = 'votes_changed'

/** A paper whose counts nobody else changes until the transaction ends. */
export interface LockedPaper {
  id: string
  day: string | null
  votes: number
  attention: Attentions | null
  shown: boolean // false: a moderator has hidden it
}

/**
 * Who changes the counts of a paper locks its row. They wait for each other here and not with a connection in hand: ten of
 * them would keep all others from the database.
 */
export const inTurn = newTurns()

/** Does something with a paper, in a transaction, while nobody else does. Null when there is no such paper. */
export function withPaper<Result>(
  db: Database,
  paperId: string,
  work: (transaction: Database, paper: LockedPaper) => Promise<Result>,
): Promise<Result | null> {
  return inTurn(paperId, () =>
    db.transaction().execute(async (transaction) => {
      const paper = await lockPaper(transaction, paperId)
      return paper && work(transaction, paper)
    }),
  )
}

/** In a transaction, before anything else that it locks: a paper that others do not change. Null when there is none. */
export async function lockPaper(
  transaction: Database,
  paperId: string,
): Promise<LockedPaper | null> {
  const { rows } = await sql<LockedPaper>`
    select id, day, votes, attention, hidden_reason is null as shown from all_papers where id = ${paperId} for update
  `.execute(transaction)
  return rows[0] ?? null
}

/** Something happened to a paper at that moment: its counts and its heat are brought up to date. */
export async function attend(
  db: Database,
  paper: LockedPaper,
  kind: Kind,
  at: Date,
): Promise<void> {
  const { rule } = await readHeatRule(db)
  const { counting, warming } = attending(paper, kind, at, rule, sql`true`)
  await sql`with counted as (${counting}) ${warming}`.execute(db)
}

/** The same as parts of another statement, which do something only if `onlyIf` holds. */
export function attending(
  { id, day, attention: before }: Pick<LockedPaper, 'id' | 'day' | 'attention'>,
  kind: Kind,
  at: Date,
  rule: HeatRule,
  onlyIf: RawBuilder<unknown>,
): { counting: RawBuilder<unknown>; warming: RawBuilder<unknown> } {
  const hour = hourOf(at)
  const attention = withHour(before ?? {}, { kind, hour, amount: 1 }, rule)
  const warmth = { attention, heat: heat(attention, announcedAt(day), rule) }
  const counting = sql`
    insert into attention (paper_id, kind, hour, amount)
    select ${id}, ${kind}, ${hour}::timestamptz, 1 where ${onlyIf}
    on conflict (paper_id, kind, hour) do update set amount = attention.amount + 1
  `
  return { counting, warming: writing(id, kind, 1, warmth, onlyIf) }
}

/**
 * What happened at that moment was taken back. What is left is derived from everything else: taking a power from a sum
 * of powers would leave its error behind.
 */
export async function unattend(
  db: Database,
  paper: LockedPaper,
  kind: Kind,
  at: Date,
): Promise<void> {
  await addHour(db, paper.id, { kind, hour: hourOf(at), amount: -1 })
  const { rule } = await readHeatRule(db)
  const hours = await readHours(db, [paper.id])
  const warmth = warmthOfHours(paper.day, hours.get(paper.id) ?? [], rule)
  await writing(paper.id, kind, -1, warmth, sql`true`).execute(db)
}

/** Writes how warm a paper is, and tells so: one statement, so that a vote asks the database as little as it can. */
function writing(
  id: string,
  kind: Kind,
  more: 1 | -1,
  warmth: { attention: Attentions; heat: number | null },
  onlyIf: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const attention = warmth.heat === null ? null : JSON.stringify(warmth.attention)
  return sql`
    update all_papers
    set votes = votes + ${kind === 'vote' ? more : 0}::integer, heat = ${warmth.heat}::float8, attention = ${attention}::jsonb
    where id = ${id} and ${onlyIf}
    returning pg_notify(${VOTES_CHANGED}, ${kind})
  `
}
