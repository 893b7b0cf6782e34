import type { RenderedPage } from './rendered-page.ts'
import { newWaiting, type Waiting } from './wanted.ts'

const CACHE_BYTES_MAX = 64 * 1024 * 1024 // a thousand day pages: more than readers have open between two imports
export const ENTRY_BYTES = 8 * 1024 // of a kept page besides its text: 2 kB of headers and maps were measured, and the allocator takes more
const DAY_MS = 86_400_000

/**
 * Pages as they were rendered last, by their address. What depends on today's date stays right, because a page is
 * kept for the day (UTC) on which it was rendered only.
 */
export interface PageCache {
  /** The kept page, if there is one. */
  find(address: string): RenderedPage | undefined
  /**
   * The kept page, or a new one. Callers that ask for the same address at the same time share one rendering.
   * Only pages with status 200 are kept, none that says 'no-store' or 'private', and none whose rendering began before
   * a `drop` that came since: it may show what was true before. `gone` aborts when the caller needs no answer any more;
   * `make` may ask whether anybody does.
   */
  render(
    address: string,
    make: (isWanted: () => boolean) => Promise<RenderedPage>,
    gone?: AbortSignal,
  ): Promise<RenderedPage>
  /** Answers so far from what was kept or was being rendered already, and those that had to be rendered. */
  counted: { kept: number; made: number }
  /** Forgets these pages, or all. To be called when anything that they show has changed. */
  drop(isMeant?: (address: string) => boolean): void
}

export function pageCache(now: () => Date, bytesMax = CACHE_BYTES_MAX): PageCache {
  const kept = new Map<string, RenderedPage>() // the least recently used first
  const underway = new Map<string, Rendering>()
  const counted = { kept: 0, made: 0 }
  let bytes = 0

  const keyOf = (address: string) => `${Math.floor(now().getTime() / DAY_MS)} ${address}`

  function findKey(key: string): RenderedPage | undefined {
    const page = kept.get(key)
    if (page) {
      kept.delete(key)
      kept.set(key, page)
      counted.kept++
    }
    return page
  }

  function keep(key: string, page: RenderedPage): void {
    if (page.status !== 200 || isFleeting(page) || bytesOf(key, page) > bytesMax) return
    kept.set(key, page)
    bytes += bytesOf(key, page)
    for (const [oldest, dropped] of kept) {
      if (bytes <= bytesMax) break
      forget(oldest, dropped)
    }
  }

  function forget(key: string, page: RenderedPage): void {
    kept.delete(key)
    bytes -= bytesOf(key, page)
  }

  /** Keeps the page before those who asked for it go on, unless a drop came meanwhile. A failure is theirs alone. */
  function keepRendered(key: string, rendering: Rendering): void {
    const isCurrent = () => underway.get(key) === rendering && underway.delete(key)
    rendering.page.then((page) => isCurrent() && keep(key, page), isCurrent)
  }

  return {
    counted,
    find: (address) => findKey(keyOf(address)),
    render(address, make, gone) {
      const key = keyOf(address)
      const page = findKey(key)
      if (page) return Promise.resolve(page)

      const shared = underway.get(key)
      counted[shared ? 'kept' : 'made']++
      if (shared) {
        shared.waiting.join(gone)
        return shared.page
      }
      const waiting = newWaiting()
      waiting.join(gone)
      const rendering = { page: make(() => waiting.isWanted()), waiting }
      underway.set(key, rendering)
      keepRendered(key, rendering)
      return rendering.page
    },
    drop(isMeant = () => true) {
      for (const [key, page] of kept) if (isMeant(addressOf(key))) forget(key, page)
      // who asks from now on must not be shown what was read before
      for (const key of underway.keys()) if (isMeant(addressOf(key))) underway.delete(key)
    },
  }
}

/** A page that is being made, and who waits for it. */
interface Rendering {
  page: Promise<RenderedPage>
  waiting: Waiting
}

function addressOf(key: string): string {
  return key.slice(key.indexOf(' ') + 1)
}

/** Addresses are percent-encoded, so each of their characters is a byte. */
function bytesOf(key: string, page: RenderedPage): number {
  return ENTRY_BYTES + key.length + page.bytes
}

function isFleeting({ headers }: RenderedPage): boolean {
  return /no-store|private/.test(headers['cache-control'] ?? '') // this is a shared cache in the words of RFC 9111, 5.2.2.7
}
