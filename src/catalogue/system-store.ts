import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database/database.ts'
import { LISTED, WITH_READING, readPage, type Page } from '../papers/list-store.ts'
import { slug } from '../papers/names.ts'
import { storedText } from '../papers/render.ts'
import type { SystemType } from '../reading/finding.ts'
import { countRows, within, type Stretch } from './table-store.ts'

/** What systems to list. Null does not filter. */
export interface SystemFilter {
  q: string | null // words, or their beginnings, that all stand in the name
  type: SystemType | null
  topic: string | null
  year: number | null // in which the first paper that introduces it appeared
}

export type SystemSort = 'mentions' | 'newest' | 'name'

/** A system of the catalogue. Systems of one name are one: who introduces it may be several papers. */
export interface ListedSystem {
  key: string
  name: string
  type: SystemType
  firstPaper: string
  firstTitle: string
  published: Date | null // of the first paper
  introduced: number // papers that introduce it
  mentioned: number // other papers that name it
  common: boolean // papers used the name before the first that seems to introduce it: not in lists
}

/** How many systems there are, at most ROWS_MAX. */
export function countSystems(db: Database, filter: SystemFilter): Promise<number> {
  return countRows(db, sql`select 1 from systems where ${matching(filter)}`)
}

/** A stretch of the systems in a total order, as far as tables go. */
export async function listSystems(
  db: Database,
  filter: SystemFilter,
  sort: SystemSort,
  stretch: Stretch,
): Promise<ListedSystem[]> {
  const { rows } = await sql<SystemRow>`
    select key, name, type, first_paper, published, introduced, mentioned, common, title, title_text, title_html from (
      select * from systems where ${matching(filter)}
      order by ${ORDER[sort]} ${within(stretch)}
    ) as system
    cross join lateral (
      select title, title_text, title_html from papers where id = system.first_paper
    ) as paper -- one that was hidden a moment ago is not read anew yet
    order by ${ORDER[sort]}
  `.execute(db)
  return rows.map(listedSystem)
}

const ORDER: Record<SystemSort, RawBuilder<unknown>> = {
  mentions: sql`mentioned desc, key`,
  newest: sql`published desc nulls last, key`,
  name: sql`key`,
}

function matching({ q, type, topic, year }: SystemFilter): RawBuilder<unknown> {
  const words = q === null ? [] : slug(q).split('-').filter((word) => word !== '') // prettier-ignore
  const prefixes = words.map((word) => `'${word}':*`).join(' & ') // a slug holds letters, digits and marks alone
  return sql.join(
    [
      sql`not common`,
      ...(q === null ? [] : [words.length === 0 ? sql`false` : sql`to_tsvector('simple', replace(key, '-', ' ')) @@ to_tsquery('simple', ${prefixes})`]), // prettier-ignore
      ...(type === null ? [] : [sql`type = ${type}`]),
      ...(topic === null ? [] : [sql`topics @> array[${topic}]`]),
      ...(year === null ? [] : [sql`published >= ${`${year}-01-01T00:00:00Z`} and published < ${`${year + 1}-01-01T00:00:00Z`}`]), // prettier-ignore
    ],
    sql` and `,
  )
}

interface SystemRow {
  key: string
  name: string
  type: SystemType
  firstPaper: string
  published: Date | null
  introduced: number
  mentioned: number
  common: boolean
  title: string
  titleText: string | null
  titleHtml: string | null
}

function listedSystem({ title, titleText, titleHtml, ...system }: SystemRow): ListedSystem {
  const text = { title, title_text: titleText, title_html: titleHtml }
  return { ...system, firstTitle: storedText(text).titleText }
}

/** The names under which the papers introduce a system, the usual one first. Null when no paper does. */
export async function findSystem(
  db: Database,
  key: string,
): Promise<(ListedSystem & { aliases: string[] }) | null> {
  const { rows } = await sql<SystemRow & { aliases: string[] }>`
    select system.key, system.name, system.type, first_paper, system.published, introduced, mentioned, common,
      title, title_text, title_html,
      array(
        select distinct alias from paper_systems own, unnest(name || aliases) as alias
        where own.key = system.key and shown and alias <> system.name
        order by alias limit ${ALIASES_MAX}
      ) as aliases
    from systems system join papers on papers.id = first_paper
    where system.key = ${key}
  `.execute(db)
  const row = rows[0]
  return row ? { ...listedSystem(row), aliases: row.aliases } : null
}

const ALIASES_MAX = 20

const INTRODUCING_MAX = 50 // papers that share a name for their system: a page of them

/** The papers that introduce a system, the first one first, at most 50. */
export async function listIntroducing(db: Database, key: string): Promise<Page> {
  return readPage(
    db,
    sql`select count(*) from paper_systems where key = ${key} and shown`,
    sql`
      select ${LISTED} from papers
      join (
        select paper_id, min(published) as first from paper_systems where key = ${key} and shown
        group by paper_id order by first, paper_id limit ${INTRODUCING_MAX}
      ) as introducing on introducing.paper_id = papers.id ${WITH_READING}
      order by first, id
    `,
  )
}

const MENTIONS_MAX = 10_000 // papers looked at: a name that more papers hold is everybody's

/** The papers that name a system without introducing it, newest first. `number` counts pages from 1. */
export async function listMentioning(
  db: Database,
  key: string,
  number: number,
  size: number,
): Promise<Page> {
  const naming = sql`select paper_id from readings where names @> array[${key}] limit ${MENTIONS_MAX}`
  return readPage(
    db,
    sql`select count(*) from (${naming}) as naming`,
    sql`
      select ${LISTED} from (
        select * from papers where id in (${naming})
        order by published_at desc nulls last, id desc
        limit ${size} offset ${(number - 1) * size}
      ) as papers ${WITH_READING}
    `,
  )
}
