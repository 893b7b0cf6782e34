import pg from 'pg'
import { copyDataOf, type CopyData } from './copy.ts'
import { isPrepared } from './prepared.ts'

/** A client of pg that also takes the data of `copyRows`, and keeps those statements prepared that begin so. */
export class CopyingClient extends pg.Client {
  // oxlint-disable-next-line typescript/no-explicit-any -- each way to call `query` returns something else
  override query(...given: unknown[]): any {
    const [statement, parameters] = given
    const data = Array.isArray(parameters) ? copyDataOf(parameters) : null
    if (data && typeof statement === 'string') return this.#copy(statement, data)
    if (typeof statement === 'string' && isPrepared(statement)) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- passed on as they came
      const values = parameters as unknown[]
      return super.query({ name: nameOf(statement), text: statement, values })
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- passed on as it came
    return super.query(...(given as Parameters<pg.Client['query']>))
  }

  #copy(statement: string, data: CopyData): Promise<{ rows: never[] }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ rows: never[] }>()
    super.query(new Copy(statement, data, resolve, reject))
    return promise
  }
}

const names = new Map<string, string>() // of the statements that are kept prepared: some dozen

function nameOf(statement: string): string {
  const name = names.get(statement) ?? `prepared_${names.size + 1}`
  names.set(statement, name)
  return name
}

/** What pg's connection can do besides what its types say. */
interface CopyConnection extends pg.Connection {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** One `copy … from stdin` on its way: what pg calls as the server answers. */
class Copy implements pg.Submittable {
  readonly #statement: string
  readonly #data: CopyData
  readonly #stored: (result: { rows: never[] }) => void
  readonly #failed: (error: Error) => void

  constructor(
    statement: string,
    data: CopyData,
    stored: (result: { rows: never[] }) => void,
    failed: (error: Error) => void,
  ) {
    this.#statement = statement
    this.#data = data
    this.#stored = stored
    this.#failed = failed
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#statement)
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(this.#data.bytes)
    connection.endCopyFrom()
  }

  handleCommandComplete(): void {} // the server is ready right after

  handleReadyForQuery(): void {
    this.#stored({ rows: [] })
  }

  handleError(error: Error): void {
    this.#failed(error)
  }
}
