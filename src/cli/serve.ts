import { Command } from 'commander'
import { pino, type Logger } from 'pino'
import { readConfig } from '../config.ts'
import { pgliteModule } from '../database/pglite-module.ts'

/** `broadsheet serve`: runs until it is told to stop. */
export function serveCommand(): Command {
  return new Command('serve').description('serve the pages until stopped').action(serve)
}

async function serve(): Promise<void> {
  const config = readConfig(process.env)
  const log = pino({ level: config.LOG_LEVEL }, pino.destination(process.stderr.fd))
  if (config.DATABASE_URL.startsWith('pglite:')) void pgliteModule().catch(() => {}) // whoever opens the database hears of it
  const { startService } = await import('../service.ts')
  const starting = startService(config, log)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      log.info(`stopping after ${signal}`)
      stop(starting, log) // also while it begins: its pages are served before search is open
    })
  }
  const { port } = await starting
  log.info({ port }, `serving ${config.PUBLIC_URL}`)
}

function stop(starting: Promise<{ close(): Promise<void> }>, log: Logger): void {
  starting
    .then((service) => service.close())
    .then(
      () => process.exit(0),
      (error: unknown) => {
        log.error(error, 'stopping failed')
        process.exit(1)
      },
    )
}
