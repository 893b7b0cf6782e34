import type { Config } from '../config.ts'
import type { OpenDatabase } from '../database/database.ts'
import { openSearch } from '../search/open-search.ts'
import type { Search } from '../search/search.ts'
import type { Terminal } from './terminal.ts'

/** Opens the search index too: topics and searches of readers are asked there. */
export function withSearch(
  { withDatabase }: Terminal,
  work: (database: OpenDatabase, search: Search, config: Config) => Promise<void>,
): Promise<void> {
  return withDatabase(async (database, config) => {
    const search = await openSearch(database.db, config)
    try {
      await work(database, search, config)
    } finally {
      await search.close()
    }
  })
}
