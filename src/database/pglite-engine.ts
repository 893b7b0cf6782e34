import { Mutex, TransactionAbortedError } from '@electric-sql/pglite'
import type { PGliteDialectConfig } from 'kysely'
import type { Line } from './pglite-line.ts'
import { statementsOn } from './pglite-statements.ts'

type KyselyEngine = Exclude<PGliteDialectConfig['pglite'], () => unknown>
type Query = KyselyEngine['query']

/** PGlite as Kysely uses it, and what Kysely has no word for. */
export interface Engine extends KyselyEngine {
  /** Any number of statements without values, or one with: the rows of all. A failure leaves no transaction of theirs open. */
  execute(text: string, values?: unknown[]): Promise<unknown[]>
  /** Calls `heard` with whatever is said on the channel from then on. */
  listen(channel: string, heard: (said: string) => void): Promise<void>
}

/** PGlite has one connection: what ran beside a transaction would be a part of it, so it waits for the end. */
export function pgliteEngine(line: Line): Engine {
  const statements = statementsOn(line)
  const turns = new Mutex() // of transactions, and of what belongs to none
  const answers = new Mutex() // each has to come before the next is asked for

  const within = <Result>(work: () => Promise<Result>) =>
    answers.runExclusive(() => {
      if (!line.isOpen) throw new Error('The database is closed')
      return work()
    })
  const alone = <Result>(work: () => Promise<Result>) => turns.runExclusive(() => within(work))
  const run: Query = (statement, parameters = []) =>
    within(() => statements.run(statement, parameters))
  const rollback = async () => void (await run('rollback'))

  return {
    waitReady: Promise.resolve(),
    ready: true,
    get closed() {
      return !line.isOpen
    },
    query: (...query) => turns.runExclusive(() => run(...query)),
    transaction: (work) =>
      turns.runExclusive(async () => {
        await run('begin')
        const result = await work({ query: run, rollback }).catch(async (error) => {
          await rollback()
          throw error
        })
        const { command } = await within(() => statements.run('commit', []))
        if (command === 'ROLLBACK') throw new TransactionAbortedError()
        return result
      }),
    execute: (text, values = []) =>
      alone(async () => {
        if (values.length > 0) return (await statements.once(text, values)).rows
        const results = await statements.all(text).catch(async (error) => {
          await statements.all('rollback')
          throw error
        })
        return results.flatMap(({ rows }) => rows)
      }),
    async listen(channel, heard) {
      line.onNotification((on, said) => {
        if (on === channel) heard(said)
      })
      await alone(() => statements.all(`listen "${channel}"`))
    },
    close: () => alone(() => line.close()),
  }
}
