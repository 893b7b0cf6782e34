import { z } from 'zod'
import { inTransaction } from '../../database/in-transaction.ts'
import { storable } from '../../database/rows.ts'
import { parseAddress } from '../../mail/address.ts'
import { issueOfCopy } from '../compose/copy-id.ts'
import { findByAddress } from '../subscriber-store.ts'
import { readBounceAddress, type DeliveryKey } from '../verp.ts'
import { findDelivery, findNewestDelivery, recordEvent } from './event-store.ts'
import type { News } from './news.ts'
import { followNews, type Intake } from './take-in.ts'
import { parsedJson } from './webhook-signature.ts'

/**
 * What a relay tells about one mail. It names the mail by its return path, or by its Message-ID and its reader; without a
 * Message-ID (null) it is the newest mail to the reader.
 */
export interface RelayEvent {
  mail: { returnPath: string } | { messageId: string | null; recipient: string }
  news: News
}

const EVENTS_MOST = 1_000 // in a request
const TEXT_MOST = 1_000

const text = z.string().max(TEXT_MOST).transform(storable)

const long = z.string().transform(storable)

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
      .object({ message: long.optional(), description: long.optional() })
      .optional(),
  }),
})

/** As https://resend.com/docs/webhooks has it. It names a mail by a number of its own, which we never hear. */
const Resend = z.object({
  type: z.string().startsWith('email.').max(TEXT_MOST),
  data: z.object({
    to: z.array(text).min(1),
    bounce: z.object({ message: long.optional(), type: text.optional() }).optional(),
  }),
})

/** Reads our own shape, Mailgun's and Resend's. Null for any other. */
export function readEvents(body: string): RelayEvent[] | null {
  const json = parsedJson(body)
  const plain = Plain.safeParse(json)
  if (plain.success) return plain.data.events.map(plainEvent)
  const resend = Resend.safeParse(json)
  if (resend.success) return [resendEvent(resend.data)]
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

const DEAD = '5.1.1' // what 'Permanent' means where the server's own words have no status

function resendEvent({ type, data: { to, bounce } }: z.infer<typeof Resend>): RelayEvent {
  const { message = '', type: lasts } = bounce ?? {}
  const event = type.replace('email.', '').replace('delivery_delayed', 'delayed')
  const news = newsOf(event, message, message)
  const isDead = news.what === 'failed' && news.status === NO_STATUS && lasts === 'Permanent'
  return {
    mail: { messageId: null, recipient: to[0]! },
    news: isDead ? { ...news, status: DEAD } : news,
  }
}

const NO_STATUS = '5.0.0'

/** A failure without a status that says more is one that may pass. */
function newsOf(event: string, status: string, detail: string): News {
  if (event === 'complained') return { what: 'complaint', detail }
  if (event === 'delayed') return { what: 'delayed' }
  if (event !== 'bounced') return { what: 'automatic' }
  return {
    what: 'failed',
    status: /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(status)?.[0] ?? NO_STATUS,
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
  if (mail.messageId === null) return findNewestDelivery(db, reader.id)
  const issue = issueOfCopy(keys, mail.messageId, reader.publicId)
  return issue && findDelivery(db, issue, reader.id)
}
