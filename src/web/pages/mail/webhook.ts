import type { Handler } from 'hono'
import { requestId } from '../../../digests/bounces/webhook-signature.ts'
import { readEvents, takeInEvents } from '../../../digests/bounces/webhook.ts'
import type { Site } from '../../site.ts'
import { limitedBody } from '../../visit/forms.ts'

const BODY_BYTES_MAX = 256 * 1024 // some hundred events

/**
 * POST /webhooks/mail: what the relay tells of mails behind it. The signature is the authority: no cookie is read, and
 * nothing in the body is looked at before it holds. What came before is answered like new: its sender may not know that it arrived.
 */
export function mailWebhook({ db, mailKeys, mailWebhookSecret, now }: Site): Handler {
  return async (c) => {
    if (mailWebhookSecret === null) return c.json({ error: 'Nothing is taken in here.' }, 404)
    const bytes = await limitedBody(c.req.raw, BODY_BYTES_MAX)
    if (bytes === null) return c.json({ error: 'This is too long.' }, 413)
    const body = new TextDecoder().decode(bytes)
    const request = { header: (name: string) => c.req.header(name), body }
    const id = requestId(request, mailWebhookSecret, now())
    if (id === null) return c.json({ error: 'The signature is wrong, or too old.' }, 401)
    const events = readEvents(body)
    if (events === null) return c.json({ error: 'This is no event that we know.' }, 422)
    await takeInEvents({ db, keys: mailKeys, now }, id, events)
    return c.body(null, 204)
  }
}
