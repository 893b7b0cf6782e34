import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Link } from './paper.ts'
import { rightLinks, WITH_WRONG_LINKS, type GivenLinks } from './right-links-store.ts'

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

/** As the database has it. */
type ChangedRow = ChangedPaper & GivenLinks

const CHANGED = sql`
  json_build_object(
    'title', title, 'abstract', abstract, 'authors', authors, 'categories', categories,
    'published_at', published_at, 'venue', venue, 'links', links, 'wrong_links', wrong_links, 'votes', votes,
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
  const { rows } = await sql<{ number: number; id: string; paper: ChangedRow | null }>`
    select change as number, id, paper from (
      (
        select change, id, case when hidden_reason is null then ${CHANGED} end as paper
        from (select * from all_papers where change > ${after} order by change limit ${limit}) as papers
        ${WITH_WRONG_LINKS}
      )
      union all
      (select change, id, null from paper_removals where change > ${after} order by change limit ${limit})
    ) as changes
    order by change
    limit ${limit}
  `.execute(db)
  return rows.map(({ number, id, paper }) => ({ number, id, paper: paper && changed(paper) }))
}

/** These papers as they are now. Ids without a paper are left out. */
export async function papersNow(
  db: Database,
  ids: string[],
): Promise<{ id: string; paper: ChangedPaper }[]> {
  const { rows } = await sql<{ id: string; paper: ChangedRow }>`
    select id, ${CHANGED} as paper from papers ${WITH_WRONG_LINKS} where id = any(${ids}::text[])
  `.execute(db)
  return rows.map(({ id, paper }) => ({ id, paper: changed(paper) }))
}

function changed({ wrong_links, ...paper }: ChangedRow): ChangedPaper {
  return { ...paper, links: rightLinks({ links: paper.links, wrong_links }) }
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
