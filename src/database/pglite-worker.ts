// The thread behind lineToThread.
import { parentPort } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { joined } from './pglite-line.ts'
import type { Answered, Asked } from './pglite-thread.ts'

let pglite: PGlite

/** What it throws ends the thread, and whoever asked hears of it. */
async function answer(asked: Asked): Promise<Answered> {
  if (asked === 'close') await pglite.close()
  else if ('open' in asked) pglite = await PGlite.create(asked.open)
  else return answersTo(asked.send)
  return null
}

async function answersTo(sent: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  await pglite.execProtocolRawStream(sent, {
    syncToFs: false,
    onRawData: (part) => void parts.push(part.slice()), // what it was will be overwritten
  })
  return joined(parts)
}

parentPort!.on('message', async (asked: Asked) => {
  const answered = await answer(asked)
  parentPort!.postMessage(answered, answered ? [answered.buffer] : [])
})
parentPort!.on('messageerror', (error) => {
  throw error
})
