import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database/database.ts'
import { isShown } from '../papers/hidden-store.ts'
import { storedText } from '../papers/render.ts'
import type { Decision } from './submission.ts'
// oxlint-disable-next-line unicorn/require-module-specifiers -- declares the tables
import type {} from './tables.ts'

/** So many are kept of a person, the newest: older ones than that nobody reads. */
export const NOTICES_MAX = 500

/** Tells a person what was decided about something of theirs. */
export async function tell(
  db: Database,
  personId: string,
  kind: 'submission' | 'authorship',
  id: number,
  at: Date,
): Promise<void> {
  const about = kind === 'submission' ? { submissionId: id } : { authorshipId: id }
  await db
    .insertInto('notices')
    .values({ personId, kind, ...about, at })
    .execute()
  await forgetOldest(db, [personId])
}

/**
 * Tells those whom a comment answers or calls by handle, each once, however often it is edited. Nobody is told of what
 * they said themselves.
 */
export async function tellOfComment(
  db: Database,
  { id, mentions, at }: { id: number; mentions: string[]; at: Date },
): Promise<void> {
  const { rows } = await sql<{ personId: string }>`
    insert into notices (person_id, kind, comment_id, at)
    select distinct on (told.person_id) told.person_id, told.kind, said.id, ${at}::timestamptz
    from comments said, lateral (
      select person_id, 'reply' as kind from comments where id = said.parent_id
      union all
      select id, 'mention' from people where handle = any(${mentions}::text[])
    ) as told
    where said.id = ${id} and told.person_id is not null and told.person_id <> said.person_id
    order by told.person_id, told.kind = 'mention'
    on conflict do nothing
    returning person_id
  `.execute(db)
  await forgetOldest(
    db,
    rows.map(({ personId }) => personId),
  )
}

async function forgetOldest(db: Database, people: string[]): Promise<void> {
  if (people.length === 0) return
  await sql`
    delete from notices where id in (
      select id from unnest(${people}::text[]) as told (person_id), lateral (
        select id from notices where person_id = told.person_id order by id desc offset ${NOTICES_MAX}
      ) as oldest
    )
  `.execute(db)
}

/** Something that a person is told of. */
export interface Notice {
  id: number
  kind: 'reply' | 'mention' | 'submission' | 'authorship'
  at: Date
  unread: boolean
  by: { handle: string; name: string } | null // who answers or calls; null: a former reader, or nobody
  commentId: number | null
  paper: { id: string; titleHtml: string } | null // null: there is no such paper here
  title: string | null // of what was submitted
  decision: Decision | 'confirmed' | 'declined' | null
  reason: string | null
}

/** What was taken away, what stands under a hidden paper, and what people said who are blocked, is not told. */
const TOLD = (now: Date) => sql`
  (said.id is null or said.deleted_at is null and said.hidden_at is null and ${isShown(sql`said.paper_id`)}
    and not exists (
      select from blocks where blocks.person_id = said.person_id and until > ${now}::timestamptz
    ))
`

/** The newest first, and how many there are. `number` counts pages from 1. */
export async function listNotices(
  db: Database,
  personId: string,
  { number, size, now }: { number: number; size: number; now: Date },
): Promise<{ notices: Notice[]; total: number }> {
  const { rows: counted } = await sql<{ total: number }>`
    select count(*) as total from notices left join comments said on said.id = comment_id
    where notices.person_id = ${personId} and ${TOLD(now)}
  `.execute(db)
  const { rows } = await sql<NoticeRow>`
    select notices.id, kind, at, read_at is null as unread, comment_id, handle, people.name,
      submissions.draft ->> 'title' as submitted, papers.id as paper_id, papers.title, title_text, title_html,
      coalesce(submissions.decision, authorships.decision) as decision,
      coalesce(submissions.reason, authorships.reason) as reason
    from notices
    left join comments said on said.id = comment_id
    left join people on people.id = said.person_id
    left join submissions on submissions.id = submission_id
    left join authorships on authorships.id = authorship_id
    left join papers on papers.id = coalesce(said.paper_id, submissions.paper_id, authorships.paper_id)
    where notices.person_id = ${personId} and ${TOLD(now)}
    order by notices.id desc
    limit ${size} offset ${(number - 1) * size}
  `.execute(db)
  return { notices: rows.map(notice), total: counted[0]!.total }
}

interface NoticeRow extends Pick<
  Notice,
  'id' | 'kind' | 'at' | 'unread' | 'commentId' | 'decision' | 'reason'
> {
  handle: string | null
  name: string | null
  submitted: string | null
  paperId: string | null
  title: string | null
  titleText: string | null
  titleHtml: string | null
}

function notice(row: NoticeRow): Notice {
  const { handle, name, submitted, paperId, title, titleText, titleHtml, ...rest } = row
  const text = { title: title ?? '', title_text: titleText, title_html: titleHtml }
  return {
    ...rest,
    by: handle === null ? null : { handle, name: name ?? '' },
    paper: paperId === null ? null : { id: paperId, titleHtml: storedText(text).titleHtml },
    title: submitted,
  }
}

/** What of it is unread, a row each, as a part of another statement. */
export function unreadNotices(personId: string, now: Date): RawBuilder<unknown> {
  return sql`
    select from notices left join comments said on said.id = comment_id
    where notices.person_id = ${personId} and read_at is null and ${TOLD(now)}
  `
}

/** Notes that a person has read everything up to this one. */
export async function markNoticesRead(
  db: Database,
  personId: string,
  upTo: number,
  now: Date,
): Promise<void> {
  await db
    .updateTable('notices')
    .set({ readAt: now })
    .where('personId', '=', personId)
    .where('readAt', 'is', null)
    .where('id', '<=', upTo)
    .execute()
}
