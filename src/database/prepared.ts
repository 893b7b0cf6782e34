import { sql } from 'kysely'

const MARK = '/* prepared */'

/**
 * Begins a statement that comes with most requests and finds its rows by their keys, so that what is a good plan for some
 * parameters is one for all. A server takes such a statement apart and plans it once for each connection: for short
 * ones that is half of its work. The embedded database does so with every statement.
 */
export const PREPARED = sql.raw(MARK)

/** Whether a statement begins with `PREPARED`. */
export function isPrepared(statement: string): boolean {
  return statement.startsWith(MARK)
}
