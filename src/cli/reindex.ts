import { rm } from 'node:fs/promises'
import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { openDatabase } from '../database/open.ts'
import { lastChange } from '../papers/change-store.ts'
import { catchUp } from '../search/feed.ts'
import { openSearch } from '../search/open-search.ts'
import { progressBar } from './progress-bar.ts'

/** `broadsheet reindex`: throws the search index away and builds it anew from the database. */
export function reindexCommand(): Command {
  return new Command('reindex')
    .description('build the search index anew from the database')
    .action(reindex)
}

const PAPERS_AT_ONCE = 4096 // nobody waits for a page; larger segments are merged less often, and so many papers take some 20 MB

async function reindex(): Promise<void> {
  const config = readConfig(process.env)
  const database = await openDatabase(config.DATABASE_URL)
  try {
    await rm(config.SEARCH_FOLDER, { recursive: true, force: true })
    const search = await openSearch(database.db, config)
    const bar = progressBar(await lastChange(database.db))
    const papers = await catchUp(database.db, search, {
      onProgress: bar.update,
      batch: PAPERS_AT_ONCE,
    })
    await search.compact()
    bar.stop()
    await search.close()
    process.stderr.write(`${papers.toLocaleString('en')} papers indexed\n`)
  } finally {
    await database.close()
  }
}
