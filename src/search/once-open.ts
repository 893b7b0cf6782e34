import type { Search } from './search.ts'

/**
 * A search that may be asked before it is open: whoever asks waits for it, and is refused if it cannot be opened. `wanted` is
 * called whenever somebody does.
 */
export function onceOpen(opening: Promise<Search>, wanted: () => void = () => {}): Search {
  opening.catch(() => {}) // whoever opens it handles that
  const open = () => {
    wanted()
    return opening
  }
  return {
    search: async (typed, options) => (await open()).search(typed, options),
    similar: async (id, limit) => (await open()).similar(id, limit),
    suggest: async (prefix, limit) => (await open()).suggest(prefix, limit),
    apply: async (changes) => (await open()).apply(changes),
    status: async () => (await open()).status(),
    close: async () => (await open()).close(),
  }
}
