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
  /** A paper could not be read or, for null, a look failed as a whole: it is tried again from where it was, after a pause. */
  failed: (id: string | null, error: unknown) => void
}

const RETRY_AFTER_MS = 30_000 // a full disk or a server that is away: nothing else would wake it, and new papers may take a day to come

export function startReader(
  db: Database,
  { looked, failed }: Listener,
  retryAfterMs = RETRY_AFTER_MS,
): Reader {
  let retry: NodeJS.Timeout | undefined
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
    clearTimeout(retry)
    state.isWoken = true
    if (state.isLooking) return
    state.isLooking = true
    looking = look()
      .catch((error: unknown) => {
        failed(null, error)
        looked()
        if (!state.isStopped) retry = setTimeout(wake, retryAfterMs).unref()
      })
      .finally(() => (state.isLooking = false))
  }

  return {
    wake,
    async stop() {
      state.isStopped = true
      clearTimeout(retry)
      await looking
    },
  }
}
