import { Command, Option } from 'commander'
import { readConfig } from '../config.ts'
import { openDatabase } from '../database/open.ts'
import { LISTS, unlist } from '../sources/unlist.ts'
import { day } from './day.ts'
import { UserProblem } from './user-problem.ts'

/** `broadsheet unlist DAY`: what was imported with a wrong date is taken back. */
export function unlistCommand(): Command {
  return new Command('unlist')
    .description('take back the list of a day that was imported with a wrong date; its papers stay')
    .argument('<day>', 'the wrong day (2025-04-01)', day)
    .addOption(new Option('--format <format>', 'only lists of this kind').choices(LISTS))
    .action(run)
}

async function run(wrongDay: string, { format }: { format?: string }): Promise<void> {
  const { db, close } = await openDatabase(readConfig(process.env).DATABASE_URL)
  try {
    const entries = await unlist(db, wrongDay, format === undefined ? undefined : [format])
    if (entries === 0) throw new UserProblem(`No list of ${wrongDay} was imported.`)
    process.stderr.write(
      `${entries.toLocaleString('en')} entries taken from the list of ${wrongDay}\n`,
    )
  } finally {
    await close()
  }
}
