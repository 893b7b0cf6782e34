import { z } from 'zod'
import { inTransaction } from '../../database/in-transaction.ts'
import { parseAddress } from '../../mail/address.ts'
import { issueOfCopy } from '../compose/copy-id.ts'
import { findByAddress } from '../subscriber-store.ts'
import { readBounceAddress, type DeliveryKey } from '../verp.ts'
import { findDelivery, recordEvent } from './event-store.ts'
import type { News } from './news.ts'
import { followNews, type Intake } from './take-in.ts'
import { parsedJson } from './webhook-signature.ts'

/** What a relay tells about one mail. It names the mail by its return path, or by its Message-ID and its reader. */
export interface RelayEvent {
  mail: { returnPath: string } | { messageId: string; recipient: string }
  news: News
}

const EVENTS_MOST = 1_000 // in a request
const TEXT_MOST = 1_000

const text = z.string().max(TEXT_MOST)

const Plain = z.object({
  events: z
    .array(
      z.object({
        event: z.enum(['bounced', 'delayed', 'complained', 'delivered']),
        return_path: text.optional(),
        message_id: text.optional(),
        recipient: text.optional(),
        status: text.optional(), // '5.1.1' (RFC 3463)
        detail: text.optional(),
      }),
    )
    .max(EVENTS_MOST),
})

const Mailgun = z.object({
  'event-data': z.object({
    event: text,
    severity: text.optional(),
    recipient: text.optional(),
    message: z.object({ headers: z.object({ 'message-id': text.optional() }) }).optional(),
    'delivery-status': z
      .object({ message: z.string().optional(), description: z.string().optional() })
      .optional(),
  }),
})

/** Reads our own shape and Mailgun's. Null for any other. */
export function readEvents(body: string): RelayEvent[] | null {
  const json = parsedJson(body)
  const plain = Plain.safeParse(json)
  if (plain.success) return plain.data.events.map(plainEvent)
  const mailgun = Mailgun.safeParse(json)
  return mailgun.success ? [mailgunEvent(mailgun.data)] : null
}

function plainEvent(event: z.infer<typeof Plain>['events'][number]): RelayEvent {
  const { return_path: returnPath, message_id: messageId = '', recipient = '' } = event
  return {
    mail: returnPath === undefined ? { messageId, recipient } : { returnPath },
    news: newsOf(event.event, event.status ?? '', event.detail ?? ''),
  }
}

function mailgunEvent({ 'event-data': data }: z.infer<typeof Mailgun>): RelayEvent {
  const { message, description } = data['delivery-status'] ?? {}
  const said = message || description || ''
  const event = data.event === 'failed' && data.severity === 'permanent' ? 'bounced' : data.event
  return {
    mail: { messageId: data.message?.headers['message-id'] ?? '', recipient: data.recipient ?? '' },
    news: newsOf(event === 'failed' ? 'delayed' : event, said, said),
  }
}

/** A failure without a status that says more is one that may pass. */
function newsOf(event: string, status: string, detail: string): News {
  if (event === 'complained') return { what: 'complaint', detail }
  if (event === 'delayed') return { what: 'delayed' }
  if (event !== 'bounced') return { what: 'automatic' }
  return {
    what: 'failed',
    status: /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(status)?.[0] ?? '5.0.0',
    detail,
  }
}

/**
 * Does what follows from the events of a request, all of them or none. A request that came before, by its id, changes
 * nothing. Events about mails that are none of ours are passed over. Returns how many were about one of ours.
 */
export function takeInEvents(intake: Intake, id: string, events: RelayEvent[]): Promise<number> {
  return inTransaction(intake.db, async (db) => {
    const came = { id, source: 'webhook', verdict: `${events.length} events`, raw: null }
    if (!(await recordEvent(db, came, intake.now()))) return 0
    let known = 0
    for (const { mail, news } of events) {
      const delivery = await deliveryOf({ ...intake, db }, mail)
      if (!delivery) continue
      known++
      await followNews({ ...intake, db }, delivery, news)
    }
    return known
  })
}

async function deliveryOf(
  { db, keys }: Intake,
  mail: RelayEvent['mail'],
): Promise<DeliveryKey | null> {
  if ('returnPath' in mail) return readBounceAddress(keys, mail.returnPath.replace(/^</, ''))
  const address = parseAddress(mail.recipient)
  const reader = address && (await findByAddress(db, address.key))
  if (!reader) return null
  const issue = issueOfCopy(keys, mail.messageId, reader.publicId)
  return issue && findDelivery(db, issue, reader.id)
}
