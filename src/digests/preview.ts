import type { MailAddress } from '../mail/address.ts'
import { listByIds } from '../papers/list-store.ts'
import { choosePapers } from './choose.ts'
import { composer, type ComposedDigest, type Press } from './compose/digest.ts'
import { nextDue, issueDate } from './due.ts'
import { readSent } from './plan-store.ts'
import { poolFor, type PoolSource } from './pool.ts'
import { shownPaper } from './shown-paper.ts'
import { findByAddress, readWishes } from './subscriber-store.ts'
import { FIRST_WISHES } from './subscriber.ts'

/** The next mail of a reader, as it would be now. For somebody who is none, what a new reader would get. Null when there is nothing. Writes nothing. */
export async function previewFor(
  source: PoolSource,
  press: Press,
  address: MailAddress,
  now: Date,
): Promise<(ComposedDigest & { papers: number; markup: string }) | null> {
  const { db } = source
  const reader = await findByAddress(db, address.key)
  const wishes = (reader && (await readWishes(db, reader.id))[0]) ?? FIRST_WISHES
  const { date } = nextDue({ ...wishes, zone: reader?.zone ?? 'UTC' }, reader?.publicId ?? '', now)
  const pool = await poolFor(source, wishes.kind, date, [wishes], now)
  const candidates = [
    ...new Set([...pool.trending, ...[...pool.byTopic.values(), ...pool.bySearch.values()].flat()]),
  ]
  const issue = { id: 0, kind: wishes.kind, date: issueDate(wishes.kind, date) }
  const sent = await readSent(db, issue.id, reader ? [reader.id] : [], candidates)
  const chosen = choosePapers(wishes, pool, sent(reader?.id ?? 0).papers)
  if (chosen.length === 0) return null

  const papers = await listByIds(
    db,
    chosen.map(({ paperId }) => paperId),
  )
  const shown = new Map(papers.map((paper) => [paper.id, shownPaper(paper)]))
  const copy = {
    subscriberId: reader?.id ?? 0,
    publicId: 'preview', // its links lead nowhere: who previews a mail can stop nobody's
    address: address.address,
    paperIds: chosen.map(({ paperId }) => paperId),
    reasons: chosen.map(({ reason }) => reason),
    writtenAt: now,
  }
  const made = composer(press, issue, shown)
  return { ...made.compose(copy), papers: chosen.length, markup: made.markup(copy) }
}
