import type { Database } from '../database/database.ts'
import { readChanges } from './read-changes.ts'

/** Keeps what is stored of the papers' texts up with the papers. */
export interface Reader {
  /** Something was saved: look. Calls while it looks are answered by one more look. */
  wake: () => void
  /** Ends after the batch at hand. */
  stop: () => Promise<void>
}

export interface Listener {
  /** A look ended: nothing is left to be read, or it failed. */
  looked: () => void
  /** A paper could not be read or, for null, a look failed as a whole: the next wake tries again from where it was. */
  failed: (id: string | null, error: unknown) => void
}

export function startReader(db: Database, { looked, failed }: Listener): Reader {
  const state = { isLooking: false, isWoken: false, isStopped: false }
  let looking: Promise<void> = Promise.resolve()

  async function look(): Promise<void> {
    while (state.isWoken && !state.isStopped) {
      state.isWoken = false
      await readChanges(db, failed, { isStopped: () => state.isStopped })
      looked()
    }
  }

  function wake(): void {
    state.isWoken = true
    if (state.isLooking) return
    state.isLooking = true
    looking = look()
      .catch((error: unknown) => {
        failed(null, error)
        looked()
      })
      .finally(() => (state.isLooking = false))
  }

  return {
    wake,
    async stop() {
      state.isStopped = true
      await looking
    },
  }
}
