import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database/database.ts'
import { lockSaving, notifyChanged } from './save-store.ts'
import { storedText } from './render.ts'

/** That none of the hidden papers has this id. Asks for the hidden ones once, which are few, and for no other paper. */
export function isShown(paperId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${paperId} not in (select id from all_papers where hidden_reason is not null)`
}

/** Of rows that name papers: that theirs is not hidden. */
export const IS_SHOWN = isShown(sql`paper_id`)

/** How many papers are hidden. All of them less these are counted by an index in the order of the table, which costs least. */
export const HIDDEN = sql`(select count(*) from all_papers where hidden_reason is not null)`

/**
 * Takes a paper out of everything that shows papers, or gives it back: `reason` null. Nothing that is known of it, or
 * that people did with it, is lost meanwhile. Within a transaction. False when there is none, or it is so already.
 */
export async function setPaperHidden(
  db: Database,
  id: string,
  reason: string | null,
): Promise<boolean> {
  await lockSaving(db) // whoever follows changes hears of it, and no import writes the paper as it was
  const { rows } = await sql`
    update all_papers set hidden_reason = ${reason}, change = nextval('paper_changes')
    where id = ${id} and hidden_reason is distinct from ${reason}
    returning id
  `.execute(db)
  if (rows.length === 0) return false
  await notifyChanged(db)
  return true
}

/** A paper that is hidden, for the list of them. */
export interface HiddenPaper {
  id: string
  titleHtml: string
  reason: string
}

/** Those that were hidden or changed last come first. */
export async function listHidden(db: Database, limit: number): Promise<HiddenPaper[]> {
  const rows = await db
    .selectFrom('allPapers')
    .select(['id', 'title', 'titleText', 'titleHtml', 'hiddenReason'])
    .where('hiddenReason', 'is not', null)
    .orderBy('change', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, title, titleText, titleHtml, hiddenReason }) => ({
    id,
    titleHtml: storedText({ title, title_text: titleText, title_html: titleHtml }).titleHtml,
    reason: hiddenReason!,
  }))
}

/** Those of these ids that hidden papers have, or had before they merged. */
export async function hiddenAmong(db: Database, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select id from all_papers where hidden_reason is not null and id = any(${ids}::text[])
    union
    select key.value from paper_keys key join all_papers paper on paper.id = key.paper_id
    where key.kind = 'id' and key.value = any(${ids}::text[]) and paper.hidden_reason is not null
  `.execute(db)
  return new Set(rows.map(({ id }) => id))
}
