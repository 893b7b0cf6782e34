import type { MailAddress } from '../../mail/address.ts'
import { parseAddress } from '../../mail/address.ts'
import { mailDate, recipient, type Sender } from '../../mail/mailer.ts'
import { header, mailbox, textHeader } from '../../mail/mime/header.ts'
import { message, type Message } from '../../mail/mime/message.ts'
import { quotedPrintable } from '../../mail/mime/quoted-printable.ts'
import type { Issue } from '../issue-store.ts'
import type { MailKeys } from '../keys.ts'
import type { ShownPaper } from '../shown-paper.ts'
import { makeToken } from '../token.ts'
import { bounceAddress, unsubscribeAddress } from '../verp.ts'
import { copyId } from './copy-id.ts'
import { htmlFrame, textFrame, type Frame } from './frame.ts'
import { paperFragment, type Fragment } from './paper-fragment.ts'

/** Absolute addresses of pages that mails lead to, made by whoever knows the site. */
export interface DigestLinks {
  paper: (id: string) => string
  unsubscribe: (token: string) => string
  preferences: (token: string) => string
  issue: (token: string) => string // as this reader got it
}

/** What all mails of an installation have in common. */
export interface Press {
  siteName: string
  sender: Sender
  bounceDomain: string | null // null: bounces go to the sender, and nobody reads them by machine
  keys: MailKeys
  links: DigestLinks
}

/** One reader's copy of an issue. Equal copies give equal bytes. */
interface Copy {
  subscriberId: number
  publicId: string
  address: string
  paperIds: string[]
  reasons: string[]
  writtenAt: Date
}

export interface ComposedDigest {
  to: MailAddress
  from: string // of the envelope
  messageId: string
  htmlBytes: number
  message: Message
}

/** Composes copies of one issue. Keeps the fragments that they share. */
export interface Composer {
  compose(copy: Copy): ComposedDigest
  /** The HTML part as it is before encoding. */
  markup(copy: Copy): string
}

/** Mail programs cut what is longer (Gmail at 102 kB), and with it goes the link to unsubscribe. */
export const HTML_BYTES_MAX = 90_000
const FRAME_BYTES = 6_000 // more than everything but the papers ever takes
const DAY_MS = 86_400_000
const PREFERENCES_DAYS = 30
const READ_DAYS = 90

export function composer(
  press: Press,
  issue: Issue,
  papers: ReadonlyMap<string, ShownPaper>,
): Composer {
  const kept = new Map<string, Fragment>()

  function fragment(paper: ShownPaper, reason: string, isShort: boolean): Fragment {
    const key = `${isShort ? 's' : 'l'} ${paper.id} ${reason}`
    const found = kept.get(key)
    if (found) return found
    const made = paperFragment(paper, { paperUrl: press.links.paper, reason, isShort })
    if (kept.size < KEPT_MAX) kept.set(key, made)
    return made
  }

  function fitted(copy: Copy): Fragment[] {
    const shown = copy.paperIds.flatMap((id, at) => {
      const paper = papers.get(id)
      return paper ? [{ paper, reason: copy.reasons[at] ?? '' }] : []
    })
    const long = shown.map(({ paper, reason }) => fragment(paper, reason, false))
    if (bytesOf(long) <= HTML_BYTES_MAX - FRAME_BYTES) return long
    const short = shown.map(({ paper, reason }) => fragment(paper, reason, true))
    while (bytesOf(short) > HTML_BYTES_MAX - FRAME_BYTES) short.pop()
    return short
  }

  return {
    compose(copy) {
      const fragments = fitted(copy)
      const frame = frameOf(press, issue, copy, papers, fragments.length)
      const [around, aroundText] = [htmlFrame(frame), textFrame(frame)]
      const body = {
        text: [
          quotedPrintable(aroundText.before),
          ...fragments.map(({ text }) => text),
          quotedPrintable(aroundText.after),
        ],
        html: [
          quotedPrintable(around.before),
          ...fragments.map(({ html }) => html),
          quotedPrintable(around.after),
        ],
      }
      const to = parseAddress(copy.address)!
      const id = copyId(press.keys, issue, copy.publicId)
      const messageId = `${id}@${press.sender.address.domain}`
      const headers = headersOf(press, issue, copy, to, messageId, subjectOf(copy, papers))
      const from = press.bounceDomain
        ? bounceAddress(
            press.keys,
            { issueId: issue.id, subscriberId: copy.subscriberId },
            press.bounceDomain,
          )
        : press.sender.address.address
      const htmlBytes = bytesOf(fragments) + Buffer.byteLength(around.before + around.after)
      return { to, from, messageId, htmlBytes, message: message(headers, body, id) }
    },
    markup(copy) {
      const fragments = fitted(copy)
      const around = htmlFrame(frameOf(press, issue, copy, papers, fragments.length))
      return [around.before, ...fragments.map(({ html }) => decoded(html)), around.after].join('\n')
    },
  }
}

const KEPT_MAX = 5_000 // fragments, 4 kB each: what readers search for themselves must not fill the memory

function bytesOf(fragments: Fragment[]): number {
  return fragments.reduce((sum, { htmlBytes }) => sum + htmlBytes, 0)
}

function subjectOf({ paperIds }: Copy, papers: ReadonlyMap<string, ShownPaper>): string {
  const more = paperIds.length - 1
  const title = papers.get(paperIds[0]!)?.title ?? 'New papers'
  return more > 0 ? `${shortTitle(title)} and ${more} more` : shortTitle(title)
}

const SUBJECT_TITLE = 120 // characters: more is cut by every list of mails

function shortTitle(title: string): string {
  return title.length <= SUBJECT_TITLE ? title : `${title.slice(0, SUBJECT_TITLE - 1).trimEnd()}…`
}

function frameOf(
  { siteName, sender, keys, links }: Press,
  issue: Issue,
  copy: Copy,
  papers: ReadonlyMap<string, ShownPaper>,
  shown: number,
): Frame {
  const token = (scope: 'u' | 'p' | 'v', detail: string, days: number | null) =>
    makeToken(keys, {
      scope,
      publicId: copy.publicId,
      detail,
      expiresAt: days === null ? null : new Date(copy.writtenAt.getTime() + days * DAY_MS),
    })
  const issueUrl = links.issue(token('v', String(issue.id), READ_DAYS))
  const missing = copy.paperIds.length - shown
  const count = copy.paperIds.length
  return {
    siteName,
    title: issueTitle(issue),
    summary: `${count} ${count === 1 ? 'paper' : 'papers'}`,
    preview: copy.paperIds
      .slice(0, 3)
      .map((id) => papers.get(id)?.title ?? '')
      .join(' · '),
    more: missing > 0 ? { count: missing, url: issueUrl } : null,
    issueUrl,
    preferencesUrl: links.preferences(token('p', '', PREFERENCES_DAYS)),
    unsubscribeUrl: links.unsubscribe(token('u', issue.kind, null)),
    kind: issue.kind,
    sender: sender.name || sender.address.address,
  }
}

const LONG_DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' })
const PLAIN_DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** 'Thursday 17 April 2025', or 'The week of 14 April 2025'. */
export function issueTitle({ kind, date }: Pick<Issue, 'kind' | 'date'>): string {
  const day = new Date(date)
  return kind === 'daily' ? LONG_DAY.format(day) : `The week of ${PLAIN_DAY.format(day)}`
}

function headersOf(
  press: Press,
  issue: Issue,
  copy: Copy,
  to: MailAddress,
  messageId: string,
  subject: string,
): string[] {
  const { sender, keys, links, siteName, bounceDomain } = press
  const { domain } = sender.address
  const token = makeToken(keys, {
    scope: 'u',
    publicId: copy.publicId,
    detail: issue.kind,
    expiresAt: null,
  })
  const delivery = { issueId: issue.id, subscriberId: copy.subscriberId }
  const ways = [
    `<${links.unsubscribe(token)}>`,
    ...(bounceDomain
      ? [`<mailto:${unsubscribeAddress(keys, delivery, bounceDomain)}?subject=unsubscribe>`]
      : []),
  ]
  return [
    header('From', mailbox(sender.name, sender.address.address)),
    recipient(to),
    textHeader('Subject', subject),
    header('Date', mailDate(copy.writtenAt)),
    header('Message-ID', `<${messageId}>`),
    header('List-Id', mailbox(`${siteName} ${issue.kind}`, `${issue.kind}.${domain}`)),
    header('List-Unsubscribe', ways.join(', ')), // RFC 8058 wants the two below as they are
    header('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'),
    header('Feedback-ID', `${issue.kind}${issue.date}:${issue.kind}:digest:broadsheet`),
    header('Auto-Submitted', 'auto-generated'),
    header('Precedence', 'bulk'),
  ]
}

function decoded(encoded: string): string {
  const bytes = encoded
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
  return Buffer.from(bytes, 'latin1').toString().trimEnd()
}
