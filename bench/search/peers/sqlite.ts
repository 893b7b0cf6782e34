import { DatabaseSync } from 'node:sqlite'
import { plainWords, type Engine } from '../engine.ts'

/** SQLite FTS5 with its Porter tokenizer and bm25(), title counted twice, any word enough. */
export function sqlite(): Engine {
  const db = new DatabaseSync(':memory:')
  db.exec(
    `CREATE VIRTUAL TABLE papers USING fts5(id UNINDEXED, title, abstract, tokenize = 'porter unicode61')`,
  )
  const find = db.prepare(
    'SELECT id FROM papers WHERE papers MATCH ? ORDER BY bm25(papers, 0, 2, 1) LIMIT ?',
  )
  return {
    name: 'SQLite FTS5',
    async build(papers) {
      const insert = db.prepare('INSERT INTO papers VALUES (?, ?, ?)')
      db.exec('BEGIN')
      for (const { id, title, abstract } of papers) insert.run(id, title, abstract)
      db.exec(`COMMIT; INSERT INTO papers(papers) VALUES ('optimize')`)
    },
    async search(text, limit) {
      const words = plainWords(text).map((word) => `"${word}"`)
      if (words.length === 0) return []
      return find.all(words.join(' OR '), limit).map((row) => row['id'] as string)
    },
    close: async () => db.close(),
  }
}
