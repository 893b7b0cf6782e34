import type { Search } from './search.ts'

/** A search that may be asked before it is open: whoever asks waits for it, and is refused if it cannot be opened. */
export function onceOpen(opening: Promise<Search>): Search {
  opening.catch(() => {}) // whoever opens it handles that
  return {
    search: async (typed, options) => (await opening).search(typed, options),
    similar: async (id, limit) => (await opening).similar(id, limit),
    suggest: async (prefix, limit) => (await opening).suggest(prefix, limit),
    apply: async (changes) => (await opening).apply(changes),
    status: async () => (await opening).status(),
    close: async () => (await opening).close(),
  }
}
