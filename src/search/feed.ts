import { setImmediate as breathe } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import { storedTraits } from '../catalogue/traits-store.ts'
import { changesAfter, type PaperChange } from '../papers/change-store.ts'
import { documentOf } from './paper-document.ts'
import type { LocalSearch } from './index/open.ts'
import type { Changes } from './search.ts'

const BATCH = 500 // papers of one segment: large enough to be built fast, small enough to be read between two pages
const AT_ONCE = 10 // papers that are read before others may speak: some milliseconds

/**
 * Takes into the index what changed since its last change, a batch at a time, until nothing is left; the next is read while one is
 * built. Returns how many changes that were. Stops early when `isStopped`. Reading pauses often, so that pages are answered meanwhile.
 */
export async function catchUp(
  db: Database,
  search: LocalSearch,
  {
    isStopped,
    onProgress,
    batch = BATCH,
  }: { isStopped?: () => boolean; onProgress?: (done: number) => void; batch?: number } = {},
): Promise<number> {
  let done = 0
  let { appliedChange: last } = await search.status()

  /** What comes after the last batch that was read; null when there is nothing, or when it is time to stop. */
  async function nextBatch() {
    const changes = isStopped?.() ? [] : await changesAfter(db, last, batch)
    if (changes.length === 0) return null
    last = changes.at(-1)!.number
    return { count: changes.length, changes: await asIndexChanges(db, changes) }
  }

  let ready = await nextBatch()
  while (ready !== null) {
    if (isStopped?.()) break
    const [next] = await Promise.all([nextBatch(), search.apply(ready.changes)])
    done += ready.count
    onProgress?.(done)
    ready = next ?? (await nextBatch()) // there may be more since then
  }
  return done
}

async function asIndexChanges(db: Database, changes: PaperChange[]): Promise<Changes> {
  const traits = await storedTraits(db, changes.map(({ id }) => id)) // prettier-ignore
  const upsert: Changes['upsert'] = []
  for (const [n, { id, paper }] of changes.entries()) {
    if (n % AT_ONCE === 0) await breathe()
    if (paper) upsert.push(documentOf(id, paper, traits.get(id)))
  }
  const living = new Set(upsert.map(({ id }) => id))
  const remove = changes.filter(({ id, paper }) => !paper && !living.has(id)).map(({ id }) => id)
  return { upsert, remove, number: changes.at(-1)!.number }
}

/** Keeps the index up with the database. */
export interface Feed {
  /** Something was saved: look. Calls while it looks are answered by one more look. */
  wake: () => void
  /** Since when there is something that the index has not taken in; null when it has caught up. */
  behindSince: () => Date | null
  /** Ends after the batch at hand. */
  stop: () => Promise<void>
}

export interface Listener {
  /** The index has taken in changes: answers may differ now. */
  applied: () => void
  /** Looks fail: told once, until one has gone well. Each is tried again after a pause, or when the feed is woken. */
  failed: (error: unknown) => void
}

const RETRY_AFTER_MS = 5000 // a database that restarts or a thread that is replaced takes no longer

export function startFeed(
  db: Database,
  search: LocalSearch,
  { applied, failed }: Listener,
  now: () => Date,
  retryAfterMs = RETRY_AFTER_MS,
): Feed {
  const state = { isLooking: false, isWoken: false, isStopped: false, isFailing: false }
  let wokenAt: Date | null = null // by something that nobody has looked at yet
  let behindSince: Date | null = null // while it looks
  let looking: Promise<void> = Promise.resolve()
  let retry: NodeJS.Timeout | undefined

  async function look(): Promise<void> {
    while (state.isWoken && !state.isStopped) {
      state.isWoken = false
      behindSince ??= wokenAt
      wokenAt = null
      const changes = await catchUp(db, search, { isStopped: () => state.isStopped })
      behindSince = null
      state.isFailing = false
      if (changes === 0) continue
      await search.save()
      applied()
    }
  }

  function lookLater(error: unknown): void {
    if (!state.isFailing) failed(error)
    state.isFailing = true
    if (!state.isStopped) retry = setTimeout(wake, retryAfterMs).unref()
  }

  function wake(): void {
    state.isWoken = true
    wokenAt ??= now()
    if (state.isLooking || state.isStopped) return
    clearTimeout(retry)
    state.isLooking = true
    looking = look()
      .catch(lookLater)
      .finally(() => {
        state.isLooking = false
        if (state.isWoken && !state.isFailing) wake() // by someone who came in the last moment
      })
  }

  return {
    wake,
    behindSince: () => behindSince ?? wokenAt,
    async stop() {
      state.isStopped = true
      clearTimeout(retry)
      await looking
    },
  }
}
