import { Worker } from 'node:worker_threads'
import { preparePieces, type Entry, type PreparedPieces } from './prepare-pieces.ts'
import type { Pieces } from './read-papers.ts'

/** Reads and renders pieces of a file by the thousand. */
export interface Preparer {
  /** What they say, in their order; the context of the file counts on. */
  prepare: (of: Pieces) => Promise<Entry[]>
  close(): Promise<void>
}

/** A thousand papers with their formulas set, and the formulas that are remembered, take a tenth of the first. */
const THREAD_MEGABYTES = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 48 }

/**
 * Prepares what comes first in this thread, because most files are small. The second call starts a thread, which does the rest
 * as soon as it stands by: more than half of what Node does in an import. If that thread dies, this one goes on by itself.
 */
export function newPreparer(newWorker = prepareThread): Preparer {
  let isFirst = true
  let thread: Thread | null = null
  let last: Promise<unknown> = Promise.resolve() // answers have no names, and each piece counts on from those before

  async function prepareElsewhere(of: Pieces): Promise<Entry[]> {
    thread ??= begin(newWorker())
    if (!thread.standsBy()) return prepareHere(of)
    try {
      const { entries, listing } = await thread.ask(of)
      of.context.listing = listing
      return entries
    } catch {
      return prepareHere(of) // which throws again what is wrong with the pieces
    }
  }

  return {
    prepare(of) {
      const inTurn = isFirst ? prepareHere : prepareElsewhere
      isFirst = false
      const entries = last.then(() => inTurn(of))
      last = entries.catch(() => {})
      return entries
    },
    async close() {
      await thread?.end()
    },
  }
}

async function prepareHere(of: Pieces): Promise<Entry[]> {
  return preparePieces(of).entries
}

interface Thread {
  /** Whether it has loaded what it needs, which takes half a second, and lives. */
  standsBy(): boolean
  /** One at a time. Throws when the thread ends meanwhile, or cannot take the pieces. */
  ask(of: Pieces): Promise<PreparedPieces>
  end(): Promise<unknown>
}

function begin(worker: Worker): Thread {
  let standsBy = false
  let asked: PromiseWithResolvers<PreparedPieces> | null = null
  const ended = (why: unknown) => {
    standsBy = false
    asked?.reject(why)
  }
  worker.once('message', () => {
    standsBy = true // was its first word
    worker.on('message', (answer: PreparedPieces) => asked?.resolve(answer))
  })
  worker.on('error', ended)
  worker.on('messageerror', ended)
  worker.on('exit', ended)

  return {
    standsBy: () => standsBy,
    ask(of) {
      asked = Promise.withResolvers()
      worker.postMessage(of)
      return asked.promise
    },
    end: () => worker.terminate(),
  }
}

function prepareThread(): Worker {
  return new Worker(new URL('prepare-thread.ts', import.meta.url), {
    resourceLimits: THREAD_MEGABYTES,
  })
}
