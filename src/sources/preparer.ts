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
 * Prepares what comes first in this thread, because most files are small, and from the second call on in a thread of its own:
 * that is more than half of what Node does in an import. If that thread dies, this one goes on by itself.
 */
export function newPreparer(): Preparer {
  let isFirst = true
  let hasDied = false
  let thread: Worker | null = null
  let last: Promise<unknown> = Promise.resolve() // answers have no names, and each piece counts on from those before

  async function prepareElsewhere(of: Pieces): Promise<Entry[]> {
    if (hasDied) return prepareHere(of)
    try {
      thread ??= startThread()
      thread.postMessage(of)
      const answers: unknown[] = await once(thread, 'message')
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- prepare-thread.ts says nothing else
      const { entries, listing } = answers[0] as PreparedPieces
      of.context.listing = listing
      return entries
    } catch {
      hasDied = true
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
      await thread?.terminate()
    },
  }
}

async function prepareHere(of: Pieces): Promise<Entry[]> {
  return preparePieces(of).entries
}

function startThread(): Worker {
  return new Worker(new URL('prepare-thread.ts', import.meta.url), {
    resourceLimits: THREAD_MEGABYTES,
  })
}
