import { Worker } from 'node:worker_threads'
import { messages, protocol, types, type PGliteOptions } from '@electric-sql/pglite'
import { ThreadEnded, threadOf } from '../lib/thread.ts'
import { joined, type Line, type ValueTypes } from './pglite-line.ts'

/** What the thread is asked: `open` first, then `send` any number of times. */
export type Asked = { open: PGliteOptions } | { send: Uint8Array<ArrayBuffer> } | 'close'

/** What the database answered to `send`, as it came. Nothing to the others. */
export type Answered = Uint8Array<ArrayBuffer> | null

/**
 * To a PGlite in a thread of its own: this one goes on while that works, and only bytes pass between them. Throws what PGlite
 * throws. However the thread ends, those who wait and those who ask later get ThreadEnded.
 */
export async function lineToThread(
  { parsers, ...options }: PGliteOptions,
  worker = pgliteThread(),
): Promise<Line> {
  const thread = threadOf<Asked, Answered>(worker)
  await thread.ask({ open: options }).catch(throwCause)

  const listeners: ((channel: string, said: string) => void)[] = []
  const hear = ({ channel, payload }: messages.NotificationResponseMessage) => {
    for (const heard of listeners) heard(channel, payload)
  }
  const send = async (sent: Uint8Array[]) => {
    const bytes = joined(sent)
    return read((await thread.ask({ send: bytes }, [bytes.buffer]))!, hear)
  }
  let isOpen = true
  return {
    get isOpen() {
      return isOpen
    },
    types: await typesOf(send, parsers),
    send,
    onNotification: (heard) => void listeners.push(heard),
    async close() {
      isOpen = false
      if (!thread.hasEnded()) await thread.ask('close')
      await thread.end()
    },
  }
}

export function pgliteThread(): Worker {
  return new Worker(new URL('pglite-worker.ts', import.meta.url))
}

function throwCause(error: unknown): never {
  throw error instanceof ThreadEnded && error.cause instanceof Error ? error.cause : error
}

/** Takes answers apart, which are whole. Throws the first complaint among them. */
function read(
  answers: Uint8Array<ArrayBuffer>,
  hear: (notification: messages.NotificationResponseMessage) => void,
): messages.BackendMessage[] {
  const all: messages.BackendMessage[] = []
  new protocol.Parser().parse(answers, (answer) => void all.push(answer))
  for (const answer of all) if (answer instanceof messages.NotificationResponseMessage) hear(answer)
  const complaint = all.find((answer) => answer instanceof messages.DatabaseError)
  if (complaint) throw complaint
  return all
}

const ITEMS_AND_ARRAYS = `
  select oid, typarray from pg_type where oid in (select typelem from pg_type where typcategory = 'A')
`

/** As PGlite makes them when it opens: an array is read and written as its items are. */
async function typesOf(send: Line['send'], parsers: PGliteOptions['parsers']): Promise<ValueTypes> {
  const all: ValueTypes = {
    parsers: { ...types.parsers, ...parsers },
    serializers: { ...types.serializers },
  }
  const answers = await send([protocol.serialize.query(ITEMS_AND_ARRAYS)])
  for (const row of answers.filter((answer) => answer instanceof messages.DataRowMessage)) {
    const [item, array] = [Number(row.fields[0]), Number(row.fields[1])]
    all.parsers[array] = (text) => types.arrayParser(text, all.parsers[item]!, array)
    all.serializers[array] = (value) => types.arraySerializer(value, all.serializers[item], array)
  }
  return all
}
