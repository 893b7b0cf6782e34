import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { MailFacts } from '../digests/report-store.ts'
import { watchMail } from './mail-metrics.ts'
import type { ServiceStatus } from './status.ts'

/** Prometheus' own library, as the service uses it. */
export interface Meters {
  type: string // of the text, for Content-Type
  text: () => Promise<string>
  /** Waits for an answer of search and notes how long it took, and whether it failed. */
  timing: <Answer>(kind: string, ask: () => Promise<Answer>) => Promise<Answer>
}

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2] // a query ends after 50 ms; waiting comes on top

/** See newMetrics. */
export function newMeters(
  pages: { kept: number; made: number },
  status: () => Promise<ServiceStatus>,
  mail: () => Promise<MailFacts>,
): Meters {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry }) // memory, processor time, event loop, garbage collection
  const durations = new Histogram({
    name: 'broadsheet_search_seconds',
    help: 'Time from question to answer of the search index',
    labelNames: ['kind'],
    buckets: SECONDS,
    registers,
  })
  const failures = new Counter({
    name: 'broadsheet_search_failures_total',
    help: 'Questions that the search index could not answer',
    labelNames: ['kind'],
    registers,
  })
  countPages(pages, registry)
  watchGauges(status, registry)
  watchMail(mail, registry)

  async function timing<Answer>(kind: string, ask: () => Promise<Answer>): Promise<Answer> {
    const stop = durations.startTimer({ kind })
    try {
      return await ask()
    } catch (error) {
      failures.inc({ kind })
      throw error
    } finally {
      stop()
    }
  }

  return {
    type: registry.contentType,
    text: () => registry.metrics(),
    timing,
  }
}

function countPages(pages: { kept: number; made: number }, registry: Registry): void {
  const counter = new Counter({
    name: 'broadsheet_pages_total',
    help: 'Pages answered, from the cache (kept) or rendered (made)',
    labelNames: ['from'],
    collect() {
      this.reset()
      this.inc({ from: 'kept' }, pages.kept)
      this.inc({ from: 'made' }, pages.made)
    },
    registers: [],
  })
  registry.registerMetric(counter)
}

const GAUGES: Record<string, { help: string; value: (status: ServiceStatus) => number }> = {
  broadsheet_papers: { help: 'Papers in the database', value: (the) => the.papers },
  broadsheet_unread_changes: { help: 'Changes of papers that have not been read', value: (the) => the.unread }, // prettier-ignore
  broadsheet_uptime_seconds: { help: 'Since the service started', value: (the) => the.uptimeSeconds }, // prettier-ignore
  broadsheet_database_bytes: { help: 'Size of the database', value: (the) => the.database.bytes },
  broadsheet_meaning_done: {
    help: 'Papers that have a vector of the wanted model',
    value: ({ meaning, index }) => meaning.next?.done ?? index.papers,
  },
  broadsheet_meaning_failing: {
    help: '1 while the model outside does not answer',
    value: ({ meaning }) => (meaning.problem === null ? 0 : 1),
  },
  broadsheet_index_papers: { help: 'Papers in the search index', value: (the) => the.index.papers },
  broadsheet_index_segments: { help: 'Segments of the search index', value: (the) => the.index.segments }, // prettier-ignore
  broadsheet_index_memory_bytes: { help: 'Memory of the search index', value: (the) => the.index.memoryBytes }, // prettier-ignore
  broadsheet_index_disk_bytes: { help: 'Files of the search index', value: (the) => the.index.diskBytes }, // prettier-ignore
  broadsheet_index_lag_changes: { help: 'Change numbers that the index has not taken in', value: (the) => the.index.lag.changes }, // prettier-ignore
  broadsheet_index_lag_seconds: { help: 'For how long the index has been behind', value: (the) => the.index.lag.seconds }, // prettier-ignore
}

function watchGauges(status: () => Promise<ServiceStatus>, registry: Registry): void {
  for (const [name, { help, value }] of Object.entries(GAUGES)) {
    const gauge = new Gauge({
      name,
      help,
      async collect() {
        this.set(value(await status()))
      },
      registers: [],
    })
    registry.registerMetric(gauge)
  }
}
