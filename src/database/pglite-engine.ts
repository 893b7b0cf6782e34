import { Mutex, type PGlite } from '@electric-sql/pglite'
import type { PGliteDialectConfig } from 'kysely'
import { copyDataOf } from './copy.ts'
import { preparedStatements } from './prepared-statements.ts'

type Engine = Exclude<PGliteDialectConfig['pglite'], () => unknown>
type Query = Engine['query']

const QUERY_FILE = "'/dev/blob'" // where PGlite shows the data given with a query

/** PGlite as Kysely uses it, with its statements kept ready, and taking the data of `copyRows`. */
export function pgliteEngine(pglite: PGlite): Engine {
  const statements = preparedStatements(pglite)
  const turns = new Mutex() // PGlite has one connection: what runs beside a transaction would be a part of it

  const within: Query = (statement, parameters = []) =>
    pglite.runExclusive(() => {
      if (pglite.closed) throw new Error('The database is closed')
      return statements.run(statement, parameters)
    })
  const alone: Query = (statement, parameters) =>
    turns.runExclusive(() => within(statement, parameters))
  const queryOf = (plain: Query, prepared: Query): Query => {
    return (statement, parameters, options) => {
      const data = copyDataOf(parameters)
      if (data) {
        const fromFile = statement.replace('from stdin', `from ${QUERY_FILE}`)
        return plain(fromFile, [], { ...options, blob: new Blob([data.bytes]) })
      }
      return statements.takes(statement)
        ? prepared(statement, parameters)
        : plain(statement, parameters, options)
    }
  }

  return {
    get ready() {
      return pglite.ready
    },
    get closed() {
      return pglite.closed
    },
    waitReady: pglite.waitReady,
    close: () => pglite.close(),
    query: queryOf((...query) => pglite.query(...query), alone),
    transaction: (work) =>
      turns.runExclusive(() =>
        pglite.transaction((transaction) =>
          work({
            query: queryOf((...query) => transaction.query(...query), within),
            rollback: () => transaction.rollback(),
          }),
        ),
      ),
  }
}
