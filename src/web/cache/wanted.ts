import type { Context } from 'hono'

/** Counts who waits for an answer that is made once for all of them. */
export interface Waiting {
  /** Somebody waits, until `gone` aborts: their connection has ended. */
  join(gone?: AbortSignal): void
  isWanted(): boolean
}

export function newWaiting(): Waiting {
  let count = 0
  return {
    join(gone) {
      if (gone?.aborted) return
      count++
      gone?.addEventListener('abort', () => count--, { once: true })
    },
    isWanted: () => count > 0,
  }
}

/** Whether anybody still waits for the answer. Somebody may begin to as long as it is not there. */
export function isWanted(c: Context<{ Bindings?: { isWanted?: () => boolean } }>): boolean {
  return c.env?.isWanted?.() ?? true
}
