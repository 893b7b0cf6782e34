import type { RenderedPage } from './rendered-page.ts'

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
   * a `drop` that came since: it may show what was true before.
   */
  render(address: string, make: () => Promise<RenderedPage>): Promise<RenderedPage>
  /** Answers so far from what was kept or was being rendered already, and those that had to be rendered. */
  counted: { kept: number; made: number }
  /** Forgets all pages. To be called when anything that pages show has changed. */
  drop(): void
}

export function pageCache(now: () => Date, bytesMax = CACHE_BYTES_MAX): PageCache {
  const kept = new Map<string, RenderedPage>() // the least recently used first
  const underway = new Map<string, Promise<RenderedPage>>()
  const counted = { kept: 0, made: 0 }
  let bytes = 0
  let generation = 0

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
      kept.delete(oldest)
      bytes -= bytesOf(oldest, dropped)
    }
  }

  async function renderKey(key: string, make: () => Promise<RenderedPage>): Promise<RenderedPage> {
    const began = generation
    try {
      const page = await make()
      if (generation === began) keep(key, page)
      return page
    } finally {
      if (generation === began) underway.delete(key)
    }
  }

  return {
    counted,
    find: (address) => findKey(keyOf(address)),
    render(address, make) {
      const key = keyOf(address)
      const page = findKey(key)
      if (page) return Promise.resolve(page)

      const shared = underway.get(key)
      counted[shared ? 'kept' : 'made']++
      const rendering = shared ?? renderKey(key, make)
      underway.set(key, rendering)
      return rendering
    },
    drop() {
      generation++
      kept.clear()
      underway.clear() // who asks from now on must not be shown what was read before
      bytes = 0
    },
  }
}

/** Addresses are percent-encoded, so each of their characters is a byte. */
function bytesOf(key: string, page: RenderedPage): number {
  return ENTRY_BYTES + key.length + page.bytes
}

function isFleeting({ headers }: RenderedPage): boolean {
  return /no-store|private/.test(headers['cache-control'] ?? '') // this is a shared cache in the words of RFC 9111, 5.2.2.7
}
