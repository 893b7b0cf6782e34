import { once } from 'node:events'
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
export function newPreparer(): Preparer {
  let isFirst = true
  let thread: Thread | null = null
  let last: Promise<unknown> = Promise.resolve() // answers have no names, and each piece counts on from those before

  async function prepareElsewhere(of: Pieces): Promise<Entry[]> {
    thread ??= startThread()
    if (!thread.standsBy()) return prepareHere(of)
    try {
      const { entries, listing } = await thread.ask(of)
      of.context.listing = listing
      return entries
    } catch {
      return prepareHere(of)
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
  /** One at a time. Throws when the thread dies meanwhile, or cannot take the pieces. */
  ask(of: Pieces): Promise<PreparedPieces>
  end(): Promise<unknown>
}

function startThread(): Thread {
  const thread = new Worker(new URL('prepare-thread.ts', import.meta.url), {
    resourceLimits: THREAD_MEGABYTES,
  })
  let standsBy = false
  thread.once('message', () => (standsBy = true)) // its first word
  thread.on('error', () => (standsBy = false))
  return {
    standsBy: () => standsBy,
    async ask(of) {
      try {
        thread.postMessage(of)
        const answers: unknown[] = await once(thread, 'message')
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- prepare-thread.ts says nothing else
        return answers[0] as PreparedPieces
      } catch (error) {
        standsBy = false
        throw error
      }
    },
    end: () => thread.terminate(),
  }
}
