import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { CopyingClient } from './copying-client.ts'
import type { OpenDatabase, Schema } from './database.ts'

const CONNECTIONS_MAX = 10
const CONNECT_TIMEOUT_MS = 10_000 // a server that does not answer is told, not waited for
const LISTEN_RETRY_MS = 1000

// pg leaves a bigint as text, for fear of numbers above 2^53, and turns a date into local midnight.
// Counts and change numbers stay below 2^53, and a day has no time zone.
const READ_AS: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.DATE]: (text) => text,
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    format === 'binary'
      ? pg.types.getTypeParser(oid, 'binary')
      : (READ_AS[oid] ?? pg.types.getTypeParser(oid)),
}

/** A server. Nothing is sent to it before the first query. */
export function openPostgres(url: string): OpenDatabase {
  const pool = new pg.Pool({
    Client: CopyingClient,
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    options: '-c timezone=UTC', // JSON made by the server holds moments as text, whose offset JavaScript may not read
    types,
  })
  // A connection that breaks fails the query that uses it, if any, and the pool makes a new one for the next. Without
  // a listener of its own, a broken connection that is lent out would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  const listeners: Listener[] = []

  return {
    db,
    engine: 'PostgreSQL',
    execute: (text, values) => pool.query(text, values),
    async listen(channel, heard) {
      const listener = listenForEver(url, channel, heard)
      listeners.push(listener)
      await listener.ready
    },
    async close() {
      await Promise.all(listeners.map((listener) => listener.stop()))
      await db.destroy()
    },
  }
}

interface Listener {
  ready: Promise<void>
  stop(): Promise<void>
}

/**
 * Keeps a connection of its own on the channel, and makes a new one when it breaks. What was said in between is
 * lost, so `heard` is called once after every reconnection: something may have happened.
 */
function listenForEver(url: string, channel: string, heard: (said: string) => void): Listener {
  let client: pg.Client
  let retry: NodeJS.Timeout | undefined
  let stopped = false

  async function connect(): Promise<void> {
    client = new pg.Client({ connectionString: url, keepAlive: true }) // a silent break must be noticed
    client.on('notification', ({ payload }) => heard(payload ?? ''))
    client.on('error', () => {}) // 'end' follows
    client.on('end', reconnectLater)
    await client.connect()
    await client.query(`listen ${pg.escapeIdentifier(channel)}`)
  }

  const missed = () => heard('')

  function reconnectLater(): void {
    if (stopped) return
    clearTimeout(retry)
    retry = setTimeout(() => connect().then(missed, reconnectLater), LISTEN_RETRY_MS)
  }

  return {
    ready: connect(),
    async stop() {
      stopped = true
      clearTimeout(retry)
      await client.end()
    },
  }
}
