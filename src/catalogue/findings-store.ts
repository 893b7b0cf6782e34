import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { given, jsonText } from '../database/rows.ts'
import { READER_VERSION } from '../reading/version.ts'
import type { Findings } from './findings.ts'
import { showMachineGists } from './gist/gist-store.ts'
import { storedReadings } from './progress-store.ts'
import { countTopics, refreshSystems, shiftMentions, sumsOf, type Sums } from './sums-store.ts'
// oxlint-disable-next-line unicorn/require-module-specifiers -- declares the tables
import type {} from './tables.ts'

/** Puts these findings in the place of what was read of the same papers before, and keeps the sums in step. */
export async function writeFindings(db: Database, findings: Findings[]): Promise<void> {
  if (findings.length === 0) return
  const ids = findings.map(({ id }) => id)
  const before = await takeOut(db, [...(await storedReadings(db, ids)).keys()])
  await insertReadings(db, findings)
  await insertClaims(db, findings)
  await insertSystems(db, findings)
  await insertTopics(db, findings)
  await showMachineGists(db, ids)
  await settleSums(db, ids, before)
}

/** Forgets what was read of these papers. */
export async function deleteFindings(db: Database, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await settleSums(db, ids, await takeOut(db, ids))
}

/** Deletes the rows of these papers and returns what they added to the sums. */
async function takeOut(db: Database, ids: string[]): Promise<Sums> {
  if (ids.length === 0) return { topics: [], names: [], systems: [] } // most papers are read once
  const before = await sumsOf(db, ids)
  await deleteRows(db, ids)
  return before
}

async function settleSums(db: Database, ids: string[], before: Sums): Promise<void> {
  const after = await sumsOf(db, ids)
  await countTopics(db, before.topics, after.topics)
  await shiftMentions(db, before.names, after.names)
  await refreshSystems(db, [...new Set([...before.systems, ...after.systems])])
}

async function deleteRows(db: Database, ids: string[]): Promise<void> {
  for (const table of ['readings', 'paperClaims', 'paperSystems', 'paperTopics'] as const) {
    await db
      .deleteFrom(table)
      .where('paperId', '=', sql<string>`any(${ids}::text[])`)
      .execute()
  }
}

async function insertReadings(db: Database, findings: Findings[]): Promise<void> {
  const rows = findings.map(({ id, digest, reading, gist, names }) => ({
    paper_id: id,
    digest,
    kind: reading.kind,
    gist: gist.text,
    gist_html: gist.html,
    artifacts: reading.artifacts.length ? jsonText(reading.artifacts) : null,
    results: reading.results.length
      ? jsonText(reading.results.map(({ span, confidence }) => [...span, confidence]))
      : null,
    names: names.join('\n'),
  }))
  const columns = { paper_id: 'text', digest: 'text', kind: 'text', gist: 'text', gist_html: 'text', artifacts: 'text', results: 'text', names: 'text' } as const // prettier-ignore
  await sql`
    insert into readings (paper_id, version, digest, kind, gist, gist_html, artifacts, results, names)
    select paper_id, ${READER_VERSION}, digest, kind, gist, gist_html, artifacts::jsonb, results::jsonb,
      string_to_array(names, E'\n')
    from ${given(columns, rows)}
  `.execute(db)
}

async function insertClaims(db: Database, findings: Findings[]): Promise<void> {
  const rows = findings.flatMap(({ id, published, claims, topics }) =>
    claims.map((claim, position) => ({
      paper_id: id,
      position,
      value: [claim.value].flat().at(-1)!,
      low: Array.isArray(claim.value) ? claim.value[0] : null,
      modifier: claim.modifier ?? null,
      unit: claim.unit,
      metric: claim.metric,
      subject: claim.subject,
      comparator: claim.comparator ?? null,
      kind: claim.kind,
      quote: claim.quote,
      confidence: claim.confidence,
      shown: claim.shown,
      span_start: claim.span[0],
      span_end: claim.span[1],
      sentence_start: claim.sentence[0],
      sentence_end: claim.sentence[1],
      topics: topics.map(({ topic }) => topic).join('\n'),
      published,
    })),
  )
  if (rows.length === 0) return
  const columns = {
    paper_id: 'text', position: 'integer', value: 'double precision', low: 'double precision', modifier: 'text',
    unit: 'text', metric: 'text', subject: 'text', comparator: 'text', kind: 'text', quote: 'text',
    confidence: 'real', shown: 'boolean', span_start: 'integer', span_end: 'integer', sentence_start: 'integer',
    sentence_end: 'integer', topics: 'text', published: 'timestamptz',
  } as const // prettier-ignore
  await sql`
    insert into paper_claims (
      paper_id, position, value, low, modifier, unit, metric, subject, comparator, kind, quote, confidence, shown,
      span_start, span_end, sentence_start, sentence_end, topics, published
    )
    select paper_id, position, value, low, modifier, unit, metric, subject, comparator, kind, quote, confidence, shown,
      span_start, span_end, sentence_start, sentence_end, string_to_array(topics, E'\n'), published
    from ${given(columns, rows)}
  `.execute(db)
}

async function insertSystems(db: Database, findings: Findings[]): Promise<void> {
  const rows = findings.flatMap(({ id, published, systems }) =>
    systems.map((system, position) => ({
      paper_id: id,
      position,
      key: system.key,
      name: system.name,
      aliases: system.aliases.map((alias) => alias.replaceAll('\n', ' ')).join('\n'),
      type: system.type,
      confidence: system.confidence,
      shown: system.shown,
      in_title: system.inTitle,
      span_start: system.span[0],
      span_end: system.span[1],
      published,
    })),
  )
  if (rows.length === 0) return
  const columns = {
    paper_id: 'text', position: 'integer', key: 'text', name: 'text', aliases: 'text', type: 'text',
    confidence: 'real', shown: 'boolean', in_title: 'boolean', span_start: 'integer', span_end: 'integer',
    published: 'timestamptz',
  } as const // prettier-ignore
  await sql`
    insert into paper_systems (
      paper_id, position, key, name, aliases, type, confidence, shown, in_title, span_start, span_end, published
    )
    select paper_id, position, key, name, string_to_array(aliases, E'\n'), type, confidence, shown, in_title,
      span_start, span_end, published
    from ${given(columns, rows)}
  `.execute(db)
}

async function insertTopics(db: Database, findings: Findings[]): Promise<void> {
  const rows = findings.flatMap(({ id, published, topics }) =>
    topics.map(({ topic, confidence, why }) => ({
      paper_id: id,
      topic,
      confidence,
      why,
      published,
    })),
  )
  if (rows.length === 0) return
  const columns = { paper_id: 'text', topic: 'text', confidence: 'real', why: 'text', published: 'timestamptz' } as const // prettier-ignore
  await sql`
    insert into paper_topics (paper_id, topic, confidence, why, published)
    select paper_id, topic, confidence, why, published from ${given(columns, rows)}
    on conflict do nothing
  `.execute(db)
}

/**
 * The embedded database counts its tables only when it is told to, and plans by what it counted. A sample a tenth of
 * the usual tells enough, and takes a tenth of the time for which nobody else is answered.
 */
export async function analyse(db: Database): Promise<void> {
  for (const table of ['readings', 'paper_claims', 'paper_systems', 'paper_topics', 'systems']) {
    await db.transaction().execute(async (transaction) => {
      await sql`set local default_statistics_target = 10`.execute(transaction)
      await sql`analyze ${sql.table(table)}`.execute(transaction)
    })
  }
}
