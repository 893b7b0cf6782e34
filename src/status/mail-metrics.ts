import { Gauge, type Registry } from 'prom-client'
import type { MailFacts } from '../digests/report-store.ts'

type Set = (labels: Record<string, string>, value: number) => void

const GAUGES: {
  name: string
  help: string
  labels?: string[]
  put: (facts: MailFacts, set: Set) => void
}[] = [
  {
    name: 'broadsheet_mails',
    help: 'Digests of the issues of the last two days, by state',
    labels: ['state'],
    put: ({ mails }, set) => {
      for (const [state, count] of Object.entries(mails)) set({ state }, count)
    },
  },
  {
    name: 'broadsheet_mail_queue_seconds',
    help: 'For how long the first digest waits that may go out',
    put: ({ queueSeconds }, set) => set({}, queueSeconds),
  },
  {
    name: 'broadsheet_mail_throttles',
    help: 'Relays and providers that asked us to slow down',
    put: ({ cooling }, set) => set({}, cooling),
  },
  {
    name: 'broadsheet_mail_stops',
    help: 'What stands still until a person lets it go on',
    put: ({ stops }, set) => set({}, stops),
  },
  {
    name: 'broadsheet_outbox_mails',
    help: 'Single mails of the last week that wait or failed',
    labels: ['state'],
    put: ({ outbox }, set) => {
      for (const [state, count] of Object.entries(outbox)) set({ state }, count)
    },
  },
]

export function watchMail(facts: () => Promise<MailFacts>, registry: Registry): void {
  for (const { name, help, labels = [], put } of GAUGES) {
    const gauge = new Gauge({
      name,
      help,
      labelNames: labels,
      async collect() {
        const read = await facts()
        this.reset()
        put(read, (of, value) => this.set(of, value))
      },
      registers: [],
    })
    registry.registerMetric(gauge)
  }
}
