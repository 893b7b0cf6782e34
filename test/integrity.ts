import { sql } from 'kysely'
import type { Database } from '../src/database/database.ts'

/** What must hold of the stored papers at every moment, in words; empty when it does. */
export async function brokenRules(db: Database): Promise<string[]> {
  const rules: Record<string, string> = {
    'a record without a paper': `select external_id from paper_records r where not exists (select 1 from papers where id = r.paper_id)`,
    'a name without a paper': `select value from paper_keys k where not exists (select 1 from papers where id = k.paper_id)`,
    'a paper without a record': `select id from papers p where not exists (select 1 from paper_records where paper_id = p.id)`,
    'two papers with one arXiv id': `select ids->>'arxiv' from papers where ids ? 'arxiv' group by 1 having count(*) > 1`,
    'a paper with an arXiv id under another id': `select id from papers where ids ? 'arxiv' and id <> ids->>'arxiv'`,
    'a former id that is a paper again': `select value from paper_keys join papers on id = value where kind = 'id' and paper_id <> value`,
    'two papers with one change number': `select change::text from papers group by 1 having count(*) > 1`,
  }
  const broken: string[] = []
  for (const [rule, query] of Object.entries(rules)) {
    const { rows } = await sql.raw<Record<string, string>>(query).execute(db)
    for (const row of rows) broken.push(`${rule}: ${Object.values(row)[0]}`)
  }
  return broken
}
