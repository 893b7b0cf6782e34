import { parse, protocol, type Results } from '@electric-sql/pglite'
import { copyDataOf, type CopyData } from './copy.ts'
import type { Line, ValueTypes } from './pglite-line.ts'
import { unoptimised } from './unoptimised.ts'

const { serialize } = protocol

const STATEMENTS_MAX = 100 // kept ready: more than the pages and the savers have; each takes some 50 kB of the database
const READY =
  /^(?:\/\* prepared \*\/)?\s*(?:select|insert|update|delete|with|begin|commit|rollback)\b/i // the rest is rare, or cannot be prepared
const UNNAMED = '' // what is taken apart under this name goes when the next is

/** A statement that the database has taken apart. One with a name it will not plan again either. */
interface Prepared {
  name: string
  parameterTypes: number[] // by their numbers in pg_type
}

/** Runs statements for one database. Nothing else may run meanwhile but the transaction that they are a part of. */
export interface Statements {
  /** One, kept ready for the next time if it is worth it. Takes those of `copyRows` too. */
  run<Row>(statement: string, parameters: unknown[]): Promise<Results<Row>>
  /** One that will not come again. */
  once(statement: string, parameters: unknown[]): Promise<Results>
  /** Any number, without parameters. */
  all(statements: string): Promise<Results[]>
}

/**
 * PGlite's own way to send a query is six messages, with the answer to each waited for, and its parser and planner took half
 * of the time of a day page's queries. A statement that is kept ready goes in one, with neither.
 */
export function statementsOn(line: Line): Statements {
  const kept = new Map<string, Prepared>() // the least recently used first
  let made = 0

  async function ready(statement: string): Promise<Prepared> {
    const prepared = kept.get(statement) ?? (await prepare(line, statement, `kept_${++made}`))
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

  async function execute({ name, parameterTypes }: Prepared, parameters: unknown[]) {
    const values = parameters.map((value, n) => asText(line.types, value, parameterTypes[n]!))
    const answers = await line.send([
      ...closing(),
      serialize.bind({ statement: name, values }),
      serialize.describe({ type: 'P' }),
      serialize.execute(),
      serialize.sync(),
    ])
    return parse.parseResults(answers, line.types.parsers)[0]!
  }

  async function all(sent: Uint8Array[]): Promise<Results[]> {
    return parse.parseResults(await line.send(sent), line.types.parsers)
  }

  /** The data goes right after the statement: the database has no other way to ask for it. */
  async function copy({ name }: Prepared, data: CopyData): Promise<Results> {
    const begin = [serialize.bind({ statement: name }), serialize.execute()]
    const results = await all([...closing(), ...begin, ...copied(data), serialize.sync()])
    return results[0]!
  }

  const once = async (statement: string, parameters: unknown[]) =>
    execute(await prepare(line, statement, UNNAMED), parameters)

  async function run(statement: string, parameters: unknown[]): Promise<Results> {
    const data = copyDataOf(parameters)
    if (data) return copy(await ready(statement), data)
    return READY.test(statement)
      ? execute(await ready(statement), parameters)
      : once(statement, parameters)
  }

  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller knows its statement
    run: <Row>(...query: Parameters<typeof run>) => run(...query) as Promise<Results<Row>>,
    once,
    all: (text) => unoptimised(() => all([serialize.query(text)])),
  }
}

/** Has the database take a statement apart. */
async function prepare(line: Line, statement: string, name: string): Promise<Prepared> {
  const answers = await unoptimised(() =>
    line.send([
      serialize.parse({ name, text: statement }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ]),
  )
  return { name, parameterTypes: parse.parseDescribeStatementResults(answers) }
}

const CHUNK_BYTES = 64 * 1024 // the database holds each as a whole

function copied({ bytes }: CopyData): Uint8Array[] {
  const sent: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + CHUNK_BYTES)
    const header = Buffer.from('d....')
    header.writeInt32BE(chunk.length + LENGTH_BYTES, 1)
    sent.push(header, chunk)
  }
  return [...sent, serialize.copyDone()]
}

const LENGTH_BYTES = 4 // counted in a message's length

function asText({ serializers }: ValueTypes, value: unknown, type: number): string | null {
  if (value === null || value === undefined) return null
  const serializer = serializers[type]
  if (serializer) return serializer(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
