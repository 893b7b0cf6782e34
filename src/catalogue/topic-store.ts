import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { LISTED, WITH_READING, readPage, type Page } from '../papers/list-store.ts'
import { ROWS_MAX, within } from './table-store.ts'

/** A topic and how many papers have it. */
export interface TopicCount {
  topic: string
  papers: number
}

/** The topics that any paper has, those of most papers first. There are some thirty. */
export async function listTopics(db: Database): Promise<TopicCount[]> {
  return db
    .selectFrom('topicCounts')
    .selectAll()
    .where('papers', '>', 0)
    .orderBy('papers', 'desc')
    .orderBy('topic')
    .execute()
}

/** The papers of a topic, newest first, at most ROWS_MAX. `number` counts pages from 1. */
export async function listByTopic(
  db: Database,
  topic: string,
  number: number,
  size: number,
): Promise<Page> {
  return readPage(
    db,
    sql`select count(*) from (select from paper_topics where topic = ${topic} limit ${ROWS_MAX}) as listed`,
    sql`
      select ${LISTED} from (
        select paper_id, published as at from paper_topics where topic = ${topic}
        order by published desc nulls last, paper_id desc
        ${within({ limit: size, offset: (number - 1) * size })}
      ) as listed
      join papers on papers.id = listed.paper_id ${WITH_READING}
      order by at desc nulls last, id desc
    `,
  )
}
