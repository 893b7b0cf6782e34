import { Command, CommanderError } from 'commander'

/** Each command with what it needs, so that none waits for the others to be loaded. In the order of the help. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./cli/serve.ts')).serveCommand(),
  import: async () => (await import('./cli/import.ts')).importCommand(),
  unlist: async () => (await import('./cli/unlist.ts')).unlistCommand(),
  search: async () => (await import('./cli/search.ts')).searchCommand(),
  read: async () => (await import('./cli/read.ts')).readCommand(),
  reindex: async () => (await import('./cli/reindex.ts')).reindexCommand(),
  train: async () => (await import('./cli/train.ts')).trainCommand(),
  derive: async () => (await import('./cli/derive.ts')).deriveCommand(),
  mail: async () => (await import('./cli/mail.ts')).mailCommand(),
  digest: async () => (await import('./cli/digest.ts')).digestCommand(),
  user: async () => (await import('./cli/user.ts')).userCommand(),
}

const FAILED = 1
const WRONG_USAGE = 2

const program = new Command('broadsheet')
  .description('The daily papers page that a lab, a company or a community can run itself.')
  .exitOverride()
const [, , asked = ''] = process.argv
for (const load of Object.hasOwn(COMMANDS, asked) ? [COMMANDS[asked]!] : Object.values(COMMANDS)) {
  const command = await load()
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
    const { explain } = await import('./cli/explain.ts') // knows every failure there is, and is rarely asked
    await written(process.stderr, `${explain(error)}\n`)
    await written(process.stdout, '')
    process.exit(FAILED) // what failed to begin may never end by itself
  }
}

/** Until all that was written so far has left, or never will. */
function written(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => {
    stream.write(text, () => resolve())
  })
}
