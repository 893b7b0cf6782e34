import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { openDatabase } from '../database/open.ts'
import { deriveAgain } from '../papers/save.ts'
import { paperIdsAfter } from '../papers/store.ts'
import { readRecord } from '../sources/read-record.ts'

const BATCH = 500 // records of this many papers are held in memory at once

/** `broadsheet derive`: what an upgrade that reads or renders better asks for. */
export function deriveCommand(): Command {
  return new Command('derive')
    .description(
      'derive every paper again from what its sources said, after an upgrade that reads or renders better',
    )
    .action(derive)
}

async function derive(): Promise<void> {
  const { db, close } = await openDatabase(readConfig(process.env).DATABASE_URL)
  try {
    let done = 0
    for (
      let ids = await paperIdsAfter(db, '', BATCH);
      ids.length > 0;
      ids = await paperIdsAfter(db, ids.at(-1)!, BATCH)
    ) {
      await deriveAgain(db, ids, readRecord)
      done += ids.length
    }
    process.stderr.write(`${done} papers derived again\n`)
  } finally {
    await close()
  }
}
