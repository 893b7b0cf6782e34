import type { Email } from 'postal-mime'

/** What a mail that came back to us says. */
export type News =
  | { what: 'failed'; status: string; detail: string } // for good, or so the reporting server says: '5.1.1'
  | { what: 'delayed' }
  | { what: 'complaint'; detail: string }
  | { what: 'automatic' } // somebody is on holiday, or wants us to prove that we are people
  | { what: 'unreadable' } // it came to the address for bounces, and says nothing that we understand
  | { what: 'person' } // somebody wrote to us

const DETAIL_MOST = 500
const PARTS_DEEP_MOST = 20 // of mails within mails: a report has three

/** Reads it. Never throws for what is in it. `isBounce`: it was sent to a return address of ours. */
export async function readNews(raw: Buffer, isBounce: boolean): Promise<News> {
  const mail = await parsed(raw)
  if (!mail) return { what: 'unreadable' }
  const type = headerOf(mail, 'content-type')
  const report = partOf(mail, 'message/delivery-status')
  // Before automatic replies: Postfix marks its reports as one.
  if (report !== null || /report-type="?delivery-status/i.test(type))
    return deliveryNews(report ?? '')
  const feedback = partOf(mail, 'message/feedback-report')
  if (feedback !== null)
    return { what: 'complaint', detail: fieldOf(feedback, 'feedback-type') ?? '' }
  if (isAutomatic(mail)) return { what: 'automatic' }
  return { what: isBounce && isFromNobody(mail) ? 'unreadable' : 'person' }
}

async function parsed(raw: Buffer): Promise<Email | null> {
  const { default: PostalMime } = await import('postal-mime') // not before a mail comes back
  try {
    return await PostalMime.parse(raw, {
      maxNestingDepth: PARTS_DEEP_MOST,
      forceRfc822Attachments: true,
    })
  } catch {
    return null
  }
}

/** RFC 3464. By the status, not by the action: a mail that ran out of time has 'failed' with a 4.x.x. */
function deliveryNews(report: string): News {
  const action = fieldOf(report, 'action')?.toLowerCase()
  const status = /\d\.\d{1,3}\.\d{1,3}/.exec(fieldOf(report, 'status') ?? '')?.[0]
  if (action === 'delayed') return { what: 'delayed' }
  if (action === 'delivered' || action === 'relayed' || action === 'expanded')
    return { what: 'automatic' }
  if (status === undefined) return { what: 'unreadable' }
  return {
    what: 'failed',
    status,
    detail: (fieldOf(report, 'diagnostic-code') ?? '').slice(0, DETAIL_MOST),
  }
}

function partOf(mail: Email, type: string): string | null {
  const part = mail.attachments.find(({ mimeType }) => mimeType.toLowerCase() === type)
  if (!part) return null
  return typeof part.content === 'string'
    ? part.content
    : new TextDecoder('latin1').decode(part.content)
}

/** The first such field of a report, unfolded. */
function fieldOf(report: string, name: string): string | null {
  const field = new RegExp(`^${name}:[ \\t]*(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(report)?.[1]
  return field === undefined ? null : field.replaceAll(/[\s\0]+/g, ' ').trim()
}

function headerOf(mail: Email, name: string): string {
  return mail.headers.find(({ key }) => key === name)?.value ?? ''
}

/** RFC 3834, and what programs did before it. */
function isAutomatic(mail: Email): boolean {
  const auto = headerOf(mail, 'auto-submitted')
  return (
    (auto !== '' && !/^no\b/i.test(auto)) ||
    /^(?:bulk|junk|list|auto_reply)/i.test(headerOf(mail, 'precedence')) ||
    headerOf(mail, 'x-autoreply') !== '' ||
    headerOf(mail, 'x-auto-response-suppress') !== ''
  )
}

function isFromNobody(mail: Email): boolean {
  return (
    /^(?:mailer-daemon|postmaster)@/i.test(mail.from?.address ?? '') ||
    headerOf(mail, 'return-path') === '<>'
  )
}
