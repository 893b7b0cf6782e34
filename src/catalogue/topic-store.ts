import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { LISTED, readPage, type Page } from '../papers/list-store.ts'

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

/** How far the list of a topic goes. */
const PAPERS_MAX = 10_000

/** The papers of a topic, newest first, at most 10,000. `number` counts pages from 1. */
export async function listByTopic(
  db: Database,
  topic: string,
  number: number,
  size: number,
): Promise<Page> {
  const shown = Math.max(0, Math.min(size, PAPERS_MAX - (number - 1) * size))
  return readPage(
    db,
    sql`select 1 from paper_topics where topic = ${topic} limit ${PAPERS_MAX}`,
    sql`
      select ${LISTED} from (
        select paper_id, published as at from paper_topics where topic = ${topic}
        order by published desc nulls last, paper_id desc
        limit ${shown} offset ${(number - 1) * size}
      ) as listed
      join papers on papers.id = listed.paper_id
      order by at desc nulls last, id desc
    `,
  )
}
