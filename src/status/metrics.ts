import type { MailFacts } from '../digests/report-store.ts'
import { keptFor } from '../lib/kept.ts'
import type { Search } from '../search/search.ts'
import type { Meters } from './meters.ts'
import type { ServiceStatus } from './status.ts'

/** What is measured for Prometheus while the service runs. */
export interface Metrics {
  read: () => Promise<{ type: string; text: string }> // the type for Content-Type
  /** The same search, with what every answer took noted. */
  timed: (search: Search) => Search
}

/**
 * `pages` counts answers of the page cache. It, `status` and `mail` are read when they are asked for. The library that
 * counts is not loaded before the first search, because every start would wait for it.
 */
export function newMetrics(
  pages: { kept: number; made: number },
  status: () => Promise<ServiceStatus>,
  mail: () => Promise<MailFacts>,
): Metrics {
  let meters: Promise<Meters> | null = null
  const loaded = () =>
    (meters ??= import('./meters.ts').then(({ newMeters }) => newMeters(pages, status, mail)))

  async function timing<Answer>(kind: string, ask: () => Promise<Answer>): Promise<Answer> {
    const { timing: timed } = await loaded()
    return timed(kind, ask)
  }

  return {
    async read() {
      const { type, text } = await loaded()
      return { type, text: await text() }
    },
    timed: (search) => ({
      ...search,
      search: (typed, options) => timing('search', () => search.search(typed, options)),
      similar: (id, limit) => timing('similar', () => search.similar(id, limit)),
      suggest: (prefix, limit) => timing('suggest', () => search.suggest(prefix, limit)),
    }),
  }
}

const READ_FOR_MS = 15_000 // how often Prometheus asks as a rule; counting costs more than the other metrics

/** At most one reading in 15 seconds, however often it is asked for. */
export function mailFactsReader(
  read: (now: Date) => Promise<MailFacts>,
  now: () => Date,
): () => Promise<MailFacts> {
  return keptFor(READ_FOR_MS, now, read)
}
