import type { Generated, JSONColumnType } from 'kysely'
import type { Kind } from './kind.ts'
import type { ShownPaper } from './shown-paper.ts'

export type SubscriberState = 'pending' | 'active' | 'paused' | 'left' | 'suppressed'

interface SubscribersTable {
  id: Generated<number>
  publicId: string
  address: string
  addressKey: string
  state: SubscriberState
  zone: string
  confirmHash: string | null
  createdAt: Date
  confirmedAt: Date | null
  personId: Generated<string | null>
}

interface ConsentsTable {
  id: Generated<number>
  subscriberId: number
  what: 'requested' | 'confirmed' | 'changed' | 'withdrawn'
  kinds: Kind[]
  wording: number
  source: string
  at: Date
}

interface SubscriptionsTable {
  subscriberId: number
  kind: Kind
  hour: number
  weekday: number
  trending: boolean
  topics: string[]
  searches: string[]
  papersMax: number
  papersMin: number
  nextDate: string | null
  nextDueAt: Date | null
}

interface SubscribeRequestsTable {
  at: Date
  addressHash: string
  networkHash: string
}

interface IssuesTable {
  id: Generated<number>
  kind: Kind
  date: string
  paperIds: Generated<string[]>
  createdAt: Date
}

interface IssuePapersTable {
  issueId: number
  paperId: string
  shown: JSONColumnType<ShownPaper>
}

interface SelectionsTable {
  id: Generated<number>
  issueId: number
  paperIds: string[]
  reasons: string[]
}

interface DeliveriesTable {
  issueId: number
  subscriberId: number
  state: DeliveryState
  reason: string | null
  selectionId: number | null
  writtenAt: Date
  dueAt: Date
  notBefore: Date
  attempts: Generated<number>
  domain: string
  worker: string | null
  leaseUntil: Date | null
  reply: string | null
  settledAt: Date | null
}

export type DeliveryState =
  | 'planned'
  | 'claimed'
  | 'committing'
  | 'accepted'
  | 'deferred'
  | 'rejected'
  | 'uncertain'
  | 'held'
  | 'skipped'

interface DeliveryAttemptsTable {
  issueId: number
  subscriberId: number
  at: Date
  outcome: string
  code: number
  enhanced: string | null
  reply: string
  worker: string
}

interface SuppressionsTable {
  addressHash: string
  reason: 'bounce' | 'complaint' | 'operator'
  since: Date
  evidence: string | null
}

interface BouncesTable {
  subscriberId: number
  issueId: number
  kind: 'hard' | 'soft' | 'complaint'
  at: Date
  status: string | null
  detail: string | null
}

interface MailEventsTable {
  id: string
  source: string
  at: Date
  verdict: string
  raw: string | null
}

interface ThrottlesTable {
  key: string
  tokens: number
  refilledAt: Date
  coolUntil: Date | null
  coolSeconds: Generated<number>
  reason: string | null
}

interface MailStopsTable {
  key: string
  reason: string
  since: Date
}

interface OutboxTable {
  id: string
  address: string
  subject: string
  text: string
  html: string | null
  state: 'queued' | 'sending' | 'sent' | 'failed'
  attempts: Generated<number>
  notBefore: Date
  leaseUntil: Date | null
  createdAt: Date
  reply: string | null
}

interface MailKeysTable {
  id: string
  secret: string
  createdAt: Date
}

declare module '../database/database.ts' {
  interface Schema {
    subscribers: SubscribersTable
    consents: ConsentsTable
    subscriptions: SubscriptionsTable
    subscribeRequests: SubscribeRequestsTable
    issues: IssuesTable
    issuePapers: IssuePapersTable
    selections: SelectionsTable
    deliveries: DeliveriesTable
    deliveryAttempts: DeliveryAttemptsTable
    suppressions: SuppressionsTable
    bounces: BouncesTable
    mailEvents: MailEventsTable
    throttles: ThrottlesTable
    mailStops: MailStopsTable
    outbox: OutboxTable
    mailKeys: MailKeysTable
  }
}
