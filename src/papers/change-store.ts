import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Link } from './paper.ts'

/** What happened to a paper: what it is now, or that it is no more to be seen. */
export interface PaperChange {
  number: number // rises with every change, in the order in which they were stored
  id: string
  paper: ChangedPaper | null // null: it merged into another, or a moderator hid it
}

/** The parts of a paper that whoever follows changes reads. */
export interface ChangedPaper {
  title: string
  abstract: string
  authors: string[]
  categories: string[]
  published_at: string | null // ISO
  venue: string | null
  links: Link[] | null
  votes: number
  has_maths: boolean
}

/** What the sources link to, without what a person said is wrong (catalogue/fix-links.ts). */
const LINKS = sql`
  case when links is not null and exists (${wrongLinks()})
    then (
      select jsonb_agg(link order by place) from jsonb_array_elements(links) with ordinality as given (link, place)
      where not exists (${wrongLinks()} and wrong.quote = link ->> 'url')
    )
    else links
  end
`

function wrongLinks(): RawBuilder<unknown> {
  return sql`
    select from corrections wrong
    where wrong.paper_id = papers.id and wrong.kind = 'artifact' and wrong.action = 'remove'
  `
}

const CHANGED = sql`
  json_build_object(
    'title', title, 'abstract', abstract, 'authors', authors, 'categories', categories,
    'published_at', published_at, 'venue', venue, 'links', ${LINKS}, 'votes', votes,
    'has_maths', coalesce(title_html || abstract_html, title_html, abstract_html, '') like '%<math%'
  )
`

/**
 * The changes after number `after`, in order, at most `limit`. Of a paper that changed often, only the last is there.
 * Whoever goes on from the last number that it got misses nothing: savers take turns, so numbers appear in order.
 */
export async function changesAfter(
  db: Database,
  after: number,
  limit: number,
): Promise<PaperChange[]> {
  const { rows } = await sql<PaperChange>`
    select change as number, id, paper from (
      (
        select change, id, case when hidden_reason is null then ${CHANGED} end as paper
        from all_papers papers where change > ${after} order by change limit ${limit}
      )
      union all
      (select change, id, null from paper_removals where change > ${after} order by change limit ${limit})
    ) as changes
    order by change
    limit ${limit}
  `.execute(db)
  return rows
}

/** These papers as they are now. Ids without a paper are left out. */
export async function papersNow(
  db: Database,
  ids: string[],
): Promise<{ id: string; paper: ChangedPaper }[]> {
  const { rows } = await sql<{ id: string; paper: ChangedPaper }>`
    select id, ${CHANGED} as paper from papers where id = any(${ids}::text[])
  `.execute(db)
  return rows
}

/** The name of this collection, which no other has. */
export async function collectionId(db: Database): Promise<string> {
  const { id } = await db.selectFrom('collection').select('id').executeTakeFirstOrThrow()
  return id
}

/** The number of the last change. 0 in a collection that never held a paper. */
export async function lastChange(db: Database): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    select greatest(
      (select coalesce(max(change), 0) from all_papers), (select coalesce(max(change), 0) from paper_removals)
    ) as last
  `.execute(db)
  return rows[0]!.last
}
