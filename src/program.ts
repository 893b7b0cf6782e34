import { Command, CommanderError } from 'commander'
import { deriveCommand } from './cli/derive.ts'
import { explain } from './cli/explain.ts'
import { importCommand } from './cli/import.ts'
import { digestCommand } from './cli/digest.ts'
import { mailCommand } from './cli/mail.ts'
import { readCommand } from './cli/read.ts'
import { reindexCommand } from './cli/reindex.ts'
import { searchCommand } from './cli/search.ts'
import { serveCommand } from './cli/serve.ts'
import { trainCommand } from './cli/train.ts'
import { unlistCommand } from './cli/unlist.ts'
import { userCommand } from './cli/user.ts'

const FAILED = 1
const WRONG_USAGE = 2

const program = new Command('broadsheet')
  .description('The daily papers page that a lab, a company or a community can run itself.')
  .exitOverride()
for (const command of [
  serveCommand(),
  importCommand(),
  unlistCommand(),
  searchCommand(),
  readCommand(),
  reindexCommand(),
  trainCommand(),
  deriveCommand(),
  mailCommand(),
  digestCommand(),
  userCommand(),
]) {
  program.addCommand(command.copyInheritedSettings(program))
}

// Whoever reads our output may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : WRONG_USAGE // it has said what was wrong
  } else {
    process.stderr.write(`${explain(error)}\n`)
    process.exitCode = FAILED
  }
}
