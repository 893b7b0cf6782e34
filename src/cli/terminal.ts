import { readConfig, type Config } from '../config.ts'
import type { OpenDatabase } from '../database/database.ts'
import { openDatabase } from '../database/open.ts'

/** Where a command finds its data and prints its results, and what time it is there. */
export interface Terminal {
  /** Opens the database that the settings name, and closes it when the work is done or has failed. */
  withDatabase: (work: (database: OpenDatabase, config: Config) => Promise<void>) => Promise<void>
  say: (text: string) => void // a line on standard output
  now: () => Date
}

export const TERMINAL: Terminal = {
  async withDatabase(work) {
    const config = readConfig(process.env)
    const database = await openDatabase(config.DATABASE_URL)
    try {
      await work(database, config)
    } finally {
      await database.close()
    }
  },
  say: (text) => void process.stdout.write(`${text}\n`),
  now: () => new Date(),
}
