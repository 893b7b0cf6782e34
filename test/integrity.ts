import { sql } from 'kysely'
import type { Database } from '../src/database/database.ts'

/** What must hold of the stored papers at every moment, in words; empty when it does. */
export async function brokenRules(db: Database): Promise<string[]> {
  const rules: Record<string, string> = {
    'a record without a paper': `select external_id from paper_records r where source <> 'arxiv-deleted' and not exists (select 1 from all_papers where id = r.paper_id)`,
    'a name without a paper': `select value from paper_keys k where not exists (select 1 from all_papers where id = k.paper_id)`,
    'a paper without a record': `select id from all_papers p where not exists (select 1 from paper_records where paper_id = p.id)`,
    'two papers with one arXiv id': `select ids->>'arxiv' from all_papers where ids ? 'arxiv' group by 1 having count(*) > 1`,
    'a paper with an arXiv id under another id': `select id from all_papers where ids ? 'arxiv' and id <> ids->>'arxiv'`,
    'a former id that is a paper again': `select value from paper_keys join all_papers on id = value where kind = 'id' and paper_id <> value`,
    'a former id that leads to two papers': `select value from paper_keys where kind = 'id' group by 1 having count(*) > 1`,
    'attention to no paper': `select paper_id from attention a where not exists (select 1 from all_papers where id = a.paper_id)`,
    'a paper whose votes are not those that were counted': `
      select id from all_papers p where votes <> coalesce((
        select sum(amount) from attention where paper_id = p.id and kind in ('vote', 'sourceVote')
      ), 0)`,
    'a paper whose heat is not what happened to it': `
      select id from all_papers p, heat_rule r where abs(coalesce(heat, 0) - coalesce((
        select max(level) + ln(sum(power(2, greatest(level - highest, -1000)))) / ln(2) from (
          select level, max(level) over () as highest from (
            select ln(amount * (weights->>kind)::float8) / ln(2) + extract(epoch from hour) / 3600 / half_life_hours as level
            from attention where paper_id = p.id
            union all
            select ln((weights->>'announcement')::float8) / ln(2) + extract(epoch from day::timestamp) / 3600 / half_life_hours
            where day is not null
          ) as events
        ) as levels
      ), 0)) > 1e-9`,
    'a day whose papers are counted wrongly': `
      select coalesce(e.day, p.day)::text from editions e
      full join (select day, count(*) as papers from papers where day is not null group by day) as p on p.day = e.day
      where e.papers is distinct from p.papers`,
    'two papers with one change number': `select change::text from all_papers group by 1 having count(*) > 1`,
  }
  const broken: string[] = []
  for (const [rule, query] of Object.entries(rules)) {
    const { rows } = await sql.raw<Record<string, string>>(query).execute(db)
    for (const row of rows) broken.push(`${rule}: ${Object.values(row)[0]}`)
  }
  return broken
}

/** What must hold of the sums over what was read, in words; empty when it does. */
export async function brokenSums(db: Database): Promise<string[]> {
  const rules: Record<string, string> = {
    'a topic counted wrongly': `select topic from topic_counts c where papers <> (select count(*) from paper_topics t where t.topic = c.topic)`,
    'a topic that is not counted': `select topic from paper_topics t where not exists (select 1 from topic_counts c where c.topic = t.topic)`,
    'a system that nobody introduces': `select key from systems s where not exists (select 1 from paper_systems p where p.key = s.key and shown)`,
    'a system that is not summed up': `select key from paper_systems p where shown and not exists (select 1 from systems s where s.key = p.key)`,
    'mentions counted wrongly': `select key from systems where mentioned <> (select count(*) from readings where key = any(names))`,
    'introductions counted wrongly': `select key from systems s where introduced <> (select count(distinct paper_id) from paper_systems p where p.key = s.key and shown)`,
    'findings of no paper': `select paper_id from readings r where not exists (select 1 from papers where id = r.paper_id)`,
    'claims without a reading': `select paper_id from paper_claims c where not exists (select 1 from readings r where r.paper_id = c.paper_id)`,
  }
  const broken: string[] = []
  for (const [rule, query] of Object.entries(rules)) {
    const { rows } = await sql.raw<Record<string, string>>(query).execute(db)
    for (const row of rows) broken.push(`${rule}: ${Object.values(row)[0]}`)
  }
  return broken
}
