import { sql } from 'kysely'
import type { Database } from '../src/database/database.ts'
import { given } from '../src/database/rows.ts'
import { readHeatRule, readHours } from '../src/papers/attention-store.ts'
import { warmthOfHours } from '../src/papers/warmth.ts'
import { run } from './child.ts'

export const CORPUS = '../shared/data/papers-300k.jsonl.zst'
export const VOTERS = 20_000
const VOTES_EACH = 50 // together a million
const RECENT = 20_000 // papers that get them: the last weeks
const LAST_DAY = '2026-09-01' // after all of the corpus

/**
 * Papers as they come from their source, with a million votes: all set by set, for what is measured comes after. Returns
 * a noon on which the last of them are a day old.
 */
export async function fillWithVotes(
  db: Database,
  url: string,
  papers: number | null,
): Promise<Date> {
  await run(['import', CORPUS, '--json'], { DATABASE_URL: url })
  return addAttention(db, papers)
}

/** What comes after the import. */
export async function addAttention(db: Database, papers: number | null): Promise<Date> {
  if (papers !== null) await repeatPapers(db, papers)
  await announceLately(db)
  await readAll(db)
  const now = new Date('2026-09-02T12:00:00Z')
  await addVotes(db, now)
  await deriveVoted(db)
  await sql`vacuum analyze`.execute(db)
  return now
}

/** The same papers under other ids, until there are so many. */
async function repeatPapers(db: Database, wanted: number): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select quote_ident(column_name) as name from information_schema.columns
    where table_name = 'papers' and column_name not in ('id', 'change')
  `.execute(db)
  const columns = sql.raw(rows.map(({ name }) => name).join(', '))
  await sql`
    insert into papers (id, ${columns})
    select id || '~' || turn, ${columns}
    from papers cross join generate_series(1, ${wanted}::integer / (select count(*) from papers)) turn
    limit greatest(0, ${wanted}::integer - (select count(*) from papers))
  `.execute(db)
}

/**
 * Papers of the corpus have few days, and the last are all of one topic. The last 20,000 are spread over four weeks and
 * over all topics, large and small, as arXiv announces them, so that the week that tells what is usual in a topic is as
 * full as a real one.
 */
async function announceLately(db: Database): Promise<void> {
  await sql`
    with latest as (
      select id, row_number() over (order by published_at desc nulls last, id) as place from papers
      order by published_at desc nulls last, id limit ${RECENT}
    ),
    topics as (
      select array_agg(topic order by papers desc, topic) as names
      from (select categories[1] as topic, count(*) as papers from papers where categories <> '{}' group by 1) as counted
    )
    update papers set day = date ${sql.lit(LAST_DAY)} - (place * 28 / ${RECENT})::integer,
      categories = array[names[1 + floor(cardinality(names) * power((place * 7919 % ${RECENT}) / ${RECENT}::float8, 3))::integer]]
    from latest, topics where papers.id = latest.id
  `.execute(db)
}

/** Pages show what was read of papers: something, for each. */
async function readAll(db: Database): Promise<void> {
  await sql`
    insert into readings (paper_id, version, digest, kind, gist, artifacts)
    select id, 0, '', 'method', left(opening, 200), '[{"url":"https://example.org/code","kind":"code","span":[0,1]}]' from papers
    on conflict do nothing
  `.execute(db)
}

/** A million votes, more for some papers than for others, each at its own hour. */
async function addVotes(db: Database, now: Date): Promise<void> {
  await sql`
    insert into people (id, handle, handle_shape, created_at)
    select 'voter-' || n, 'voter-' || n, 'voter-' || n, ${now}::timestamptz - interval '1 year' from generate_series(1, ${VOTERS}::integer) n
  `.execute(db)
  await sql`
    with lately as (
      select id, day, row_number() over (order by day desc, id) - 1 as place
      from (select id, day from papers where day is not null order by day desc, id limit ${RECENT}) as last
    )
    insert into votes (person_id, paper_id, given_at, state)
    select 'voter-' || person, id, day::timestamptz + ((person * 7 + turn * 13) % 40) * interval '1 hour', 'counted'
    from generate_series(1, ${VOTERS}::integer) person cross join generate_series(0, ${VOTES_EACH - 1}::integer) turn
    join lately on place = (person::bigint * 31 + turn * turn * 8) % ${RECENT}
    on conflict do nothing
  `.execute(db)
  await sql`
    insert into attention (paper_id, kind, hour, amount)
    select paper_id, 'vote', date_trunc('hour', given_at), count(*) from votes group by 1, 2, 3
  `.execute(db)
}

const PAPERS_AT_ONCE = 2_000

/** What the service makes of votes, by its own rule: counts and heat. */
async function deriveVoted(db: Database): Promise<void> {
  const { rule } = await readHeatRule(db)
  const { rows: voted } = await sql<{ id: string; day: string | null; votes: number }>`
    select papers.id, day, count(*) as votes from papers join votes on paper_id = papers.id group by papers.id, day
  `.execute(db)
  for (let at = 0; at < voted.length; at += PAPERS_AT_ONCE) {
    const papers = voted.slice(at, at + PAPERS_AT_ONCE)
    const hours = await readHours(
      db,
      papers.map(({ id }) => id),
    )
    const rows = papers.map(({ id, day, votes }) => {
      const { heat, attention } = warmthOfHours(day, hours.get(id) ?? [], rule)
      return { id, votes, heat, attention: JSON.stringify(attention) }
    })
    await sql`
      update papers set votes = given.votes, heat = given.heat, attention = given.attention::jsonb
      from ${given({ id: 'text', votes: 'integer', heat: 'double precision', attention: 'text' }, rows)}
      where papers.id = given.id collate "C"
    `.execute(db)
  }
}
