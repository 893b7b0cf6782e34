import type { PGliteDialectConfig } from 'kysely'
import { copyDataOf } from './copy.ts'

type PGlite = Exclude<PGliteDialectConfig['pglite'], () => unknown>
type Query = PGlite['query']

const QUERY_FILE = "'/dev/blob'" // where PGlite shows the data given with a query

/** PGlite, which also takes the data of `copyRows`. */
export function copyingPGlite(pglite: PGlite): PGlite {
  return {
    get ready() {
      return pglite.ready
    },
    get closed() {
      return pglite.closed
    },
    waitReady: pglite.waitReady,
    close: () => pglite.close(),
    query: copyingQuery(pglite),
    transaction: (work) =>
      pglite.transaction((transaction) =>
        work({ query: copyingQuery(transaction), rollback: () => transaction.rollback() }),
      ),
  }
}

function copyingQuery(engine: { query: Query }): Query {
  return (statement, parameters, options) => {
    const data = copyDataOf(parameters)
    if (!data) return engine.query(statement, parameters, options)

    const fromFile = statement.replace('from stdin', `from ${QUERY_FILE}`)
    return engine.query(fromFile, [], { ...options, blob: new Blob([data.bytes]) })
  }
}
