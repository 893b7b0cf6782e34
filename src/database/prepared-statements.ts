import { parse, protocol, type PGlite, type Results } from '@electric-sql/pglite'

const { serialize } = protocol

const STATEMENTS_MAX = 100 // kept ready: more than the pages and the savers have; each takes some 50 kB of the database
const READY = /^(?:\/\* prepared \*\/)?\s*(?:select|insert|update|delete|with)\b/i // the rest is rare, or cannot be prepared

/** A statement that the database has taken apart and will not plan again. */
interface Prepared {
  name: string
  parameterTypes: number[] // by their numbers in pg_type
}

/** Runs statements for one database, each taken apart and planned once only. */
export interface PreparedStatements {
  /** Whether a statement is worth keeping ready. */
  takes(statement: string): boolean
  /** As `query` of PGlite does. Nothing else may run meanwhile but the transaction that this is a part of. */
  run<Row>(statement: string, parameters: unknown[]): Promise<Results<Row>>
}

/**
 * PGlite sends a query in six messages and waits for the answer to each, and its parser and planner took half of the
 * time of a day page's queries. A statement that is kept ready goes in one, with neither.
 */
export function preparedStatements(pglite: PGlite): PreparedStatements {
  const kept = new Map<string, Prepared>() // the least recently used first
  let made = 0

  async function prepare(statement: string): Promise<Prepared> {
    const name = `kept_${++made}`
    const answers = await send(pglite, [
      serialize.parse({ name, text: statement }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ])
    return { name, parameterTypes: parse.parseDescribeStatementResults(answers) }
  }

  async function ready(statement: string): Promise<Prepared> {
    const prepared = kept.get(statement) ?? (await prepare(statement))
    kept.delete(statement)
    kept.set(statement, prepared)
    return prepared
  }

  /** What makes room, sent along with the next statement. */
  function closing(): Uint8Array[] {
    if (kept.size <= STATEMENTS_MAX) return []
    const [oldest, { name }] = kept.entries().next().value!
    kept.delete(oldest)
    return [serialize.close({ type: 'S', name })]
  }

  return {
    takes: (statement) => READY.test(statement),
    async run<Row>(statement: string, parameters: unknown[]) {
      const { name, parameterTypes } = await ready(statement)
      const values = parameters.map((value, n) => asText(pglite, value, parameterTypes[n]!))
      const answers = await send(pglite, [
        ...closing(),
        serialize.bind({ statement: name, values }),
        serialize.describe({ type: 'P' }),
        serialize.execute(),
        serialize.sync(),
      ])
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller knows its statement
      return parse.parseResults(answers, pglite.parsers)[0] as Results<Row>
    },
  }
}

/** Answered in one go; what the database complains about is thrown, with everything after it passed over. */
function send(pglite: PGlite, messages: Uint8Array[]) {
  return pglite.execProtocolStream(Buffer.concat(messages), { syncToFs: false })
}

function asText(pglite: PGlite, value: unknown, type: number): string | null {
  if (value === null || value === undefined) return null
  const serializer = pglite.serializers[type]
  if (serializer) return serializer(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
