import { hash } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { inTransaction } from '../../database/in-transaction.ts'
import { countBounce } from '../bounce-store.ts'
import { kindOfIssue } from '../issue-store.ts'
import { addressHash, type MailKeys } from '../keys.ts'
import { confirmSent } from '../send/ledger-store.ts'
import { stopKind } from '../subscriber-store.ts'
import { readBounceAddress, readUnsubscribeAddress, type DeliveryKey } from '../verp.ts'
import { stopIfComplained } from './complaints.ts'
import { mayKeep, recordEvent, subscriberOf } from './event-store.ts'
import { readNews, type News } from './news.ts'

export interface Intake {
  db: Database
  keys: MailKeys
  now: () => Date
}

/** What was made of it, for the log and for the operator. */
export type Verdict = News['what'] | 'unsubscribed' | 'not ours' | 'known'

/** Whether mail to this address is for us: a return address that we made, or one to unsubscribe by. */
export function isForUs({ keys }: Intake, address: string): boolean {
  return readBounceAddress(keys, address) !== null || readUnsubscribeAddress(keys, address) !== null
}

/**
 * Takes in a mail that came to one of our addresses, and does what follows. The same mail twice is taken in once. Nothing
 * is ever answered: what answers a bounce makes a loop.
 */
export async function takeIn(intake: Intake, to: string, raw: Buffer): Promise<Verdict> {
  const { db, keys, now } = intake
  const unwanted = readUnsubscribeAddress(keys, to)
  if (unwanted) {
    const kind = await kindOfIssue(db, unwanted.issueId)
    if (kind) await stopKind(db, unwanted.subscriberId, kind, 'mail', now())
    return 'unsubscribed'
  }
  const delivery = readBounceAddress(keys, to)
  if (!delivery) return 'not ours'

  const news = await readNews(raw, true)
  const id = `mail ${hash('sha256', Buffer.concat([Buffer.from(to), raw]), 'hex')}`
  const isKept = news.what === 'unreadable' || news.what === 'person'
  const event = {
    id,
    source: 'mail',
    verdict: news.what,
    raw: isKept && (await mayKeep(db, now())) ? readable(raw) : null,
  }
  return inTransaction(db, async (transaction) => {
    if (!(await recordEvent(transaction, event, now()))) return 'known'
    await followNews({ ...intake, db: transaction }, delivery, news)
    return news.what
  })
}

const RAW_MOST = 64 * 1024

/** What a table can hold of it. */
function readable(raw: Buffer): string {
  return raw.toString('latin1', 0, RAW_MOST).replaceAll('\0', '')
}

/** What a reader's mail server, or a relay's webhook, told about one mail. */
export async function followNews(
  { db, keys, now }: Intake,
  delivery: DeliveryKey,
  news: News,
): Promise<void> {
  if (news.what !== 'person') await confirmSent(db, [delivery], now()) // whatever came back had been sent
  if (news.what !== 'failed' && news.what !== 'complaint' && news.what !== 'unreadable') return
  const reader = await subscriberOf(db, delivery)
  if (!reader) return
  await countBounce(
    db,
    {
      ...delivery,
      addressHash: addressHash(keys, reader.addressKey),
      kind: news.what === 'complaint' ? 'complaint' : isDead(news) ? 'hard' : 'soft',
      status: news.what === 'failed' ? news.status : null,
      detail: 'detail' in news ? news.detail : 'a report that could not be read',
    },
    now(),
  )
  if (news.what === 'complaint') await stopIfComplained(db, delivery.issueId, now())
}

/** Only what says that there is no such mailbox ends a subscription. A full one, and a refusal of us, may pass. */
function isDead(news: News): boolean {
  return news.what === 'failed' && /^5\.1\.(?:1|2|3|10)$|^5\.2\.1$/.test(news.status)
}
