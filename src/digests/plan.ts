import { addDays, dayOf } from '../lib/days.ts'
import { listByIds } from '../papers/list-store.ts'
import { chooser, type Chosen, type Pool } from './choose.ts'
import { domainGroup } from './domain-group.ts'
import { dueAfter, issueDate, type Due } from './due.ts'
import {
  keepPapers,
  openIssue,
  papersMissing,
  savePublicEdition,
  type Issue,
} from './issue-store.ts'
import type { Kind } from './kind.ts'
import { isLate, lateBefore } from './late.ts'
import {
  forgetSkipped,
  lockParts,
  PARTS,
  readSent,
  takeAstray,
  takeDue,
  type DueMail,
  type Part,
} from './plan-store.ts'
import { poolFor, type PoolSource } from './pool.ts'
import { moveOn, savePlan, type PlannedMail } from './save-plan-store.ts'
import { shownPaper } from './shown-paper.ts'
import type { Database } from '../database/database.ts'
import { inTransaction } from '../database/in-transaction.ts'

export const BATCH = 10_000 // readers in a transaction: a planner that dies loses two seconds of work

/** Pools that were asked for in this run. */
export type Pools = Map<string, Promise<Pool>>

/**
 * Plans every mail that is due. Returns how many are to be sent. May be run by many at once, and again at any time. In a
 * transaction that is going on it stays in it.
 */
export async function planDue(source: PoolSource, now: Date): Promise<number> {
  const pools: Pools = new Map()
  if (source.db.isTransaction) return planInTransaction(source, pools, now)
  const ended = await Promise.allSettled(PARTS.map((part) => planPart(source, pools, part, now)))
  return ended.reduce((sum, each) => {
    if (each.status === 'rejected') throw each.reason
    return sum + each.value
  }, 0)
}

async function planInTransaction(source: PoolSource, pools: Pools, now: Date): Promise<number> {
  await lockParts(source.db, PARTS)
  let planned = 0
  for (const part of PARTS) planned += await planPart(source, pools, part, now)
  return planned
}

/** Plans batch after batch, until nothing of this part is due. */
async function planPart(source: PoolSource, pools: Pools, part: Part, now: Date): Promise<number> {
  await callBack(source.db, part, now)
  let planned = 0
  for (;;) {
    const batch = await inTransaction(source.db, async (db) => {
      const due = await takeDue(db, part, BATCH, now)
      const mails = await planMails({ ...source, db }, pools, due, now)
      return { taken: due.length, planned: await savePlan(db, mails, now) }
    })
    planned += batch.planned
    if (batch.taken === 0) return planned // a reader who was late may have another one due already
  }
}

/** A clock that was days ahead has planned days ahead: when it is set right, so are the mails to come, and those not yet late. */
async function callBack(db: Database, part: Part, now: Date): Promise<void> {
  let moved = BATCH
  while (moved === BATCH) {
    moved = await inTransaction(db, async (transaction) => {
      const astray = await takeAstray(transaction, part, BATCH, now)
      const mails = astray.map((mail) => ({ ...mail, next: nextInTime(mail, now) }))
      if (mails.length === 0) return 0
      await forgetSkipped(
        transaction,
        mails.map((mail) => ({ ...mail, from: issueDate(mail.kind, mail.next.date) })),
      )
      await moveOn(transaction, mails)
      return mails.length
    })
  }
}

/** The first mail that is not late, also if it was due before. */
function nextInTime(mail: DueMail, now: Date): Due {
  const longAgo = addDays(dayOf(now), -4) // whatever was due on that day is late, in every zone
  return dueAfter(mail, mail.publicId, longAgo, lateBefore(mail.kind, now))
}

/** What these readers get, and when their next mail is due. Keeps the papers with their issues; the ledger is not touched. */
export async function planMails(
  source: PoolSource,
  pools: Pools,
  due: DueMail[],
  now: Date,
): Promise<PlannedMail[]> {
  const { db } = source
  const mails: PlannedMail[] = []
  const chosenNow = new Map<number, readonly Chosen[]>() // a reader's daily and weekly mail may be due at once
  for (const group of groupsOf(due)) {
    const { kind, date, readers } = group
    const issue = await openIssue(db, kind, date, now)
    const pool = await poolOf(source, pools, group, now)
    const sent = await readSent(
      db,
      issue.id,
      readers.map(({ subscriberId }) => subscriberId),
      papersOf(pool),
    )
    const choose = chooser(pool)
    const planned = readers.map((reader) => {
      const { papers, hasIssue } = sent(reader.subscriberId)
      const seen = both(papers, chosenNow.get(reader.subscriberId))
      return planOne(reader, issue, hasIssue, (wishes) => choose(wishes, seen), now)
    })
    for (const { subscriberId, chosen } of planned) chosenNow.set(subscriberId, chosen)
    await keepShown(db, issue, pool, planned)
    mails.push(...planned)
  }
  return mails
}

interface Group {
  kind: Kind
  date: string // of the issue
  readers: DueMail[]
}

/** In the same order always: planners at work at once wait for each other's issues, never in a circle. */
function groupsOf(due: DueMail[]): Group[] {
  const groups = new Map<string, Group>()
  for (const reader of due) {
    const date = issueDate(reader.kind, reader.nextDate)
    const key = `${reader.kind} ${date}`
    const group = groups.get(key) ?? { kind: reader.kind, date, readers: [] }
    groups.set(key, group)
    group.readers.push(reader)
  }
  return [...groups.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

/** Readers without wishes of their own share one pool for the whole run; the others need one for their wishes. */
function poolOf(
  source: PoolSource,
  pools: Pools,
  { kind, readers }: Group,
  now: Date,
): Promise<Pool> {
  const date = readers.reduce((latest, { nextDate }) => (nextDate > latest ? nextDate : latest), '')
  const own = readers.filter(({ topics, searches }) => topics.length + searches.length > 0)
  const key = `${kind} ${date}`
  const shared = own.length === 0 ? pools.get(key) : undefined
  if (shared) return shared
  const pool = poolFor(source, kind, date, own, now)
  if (own.length === 0) pools.set(key, pool)
  return pool
}

function papersOf({ trending, byTopic, bySearch }: Pool): string[] {
  return [
    ...new Set([...trending, ...[...byTopic.values()].flat(), ...[...bySearch.values()].flat()]),
  ]
}

function both(
  sent: ReadonlySet<string>,
  chosen: readonly Chosen[] | undefined,
): ReadonlySet<string> {
  return chosen ? new Set([...sent, ...chosen.map(({ paperId }) => paperId)]) : sent
}

const NO_PAPERS: readonly Chosen[] = []

function planOne(
  reader: DueMail,
  issue: Issue,
  isThere: boolean,
  choose: (wishes: DueMail) => readonly Chosen[],
  now: Date,
): PlannedMail {
  const late = isLate(reader.kind, reader.nextDueAt, now)
  const chosen = late ? NO_PAPERS : choose(reader)
  return {
    issueId: issue.id,
    subscriberId: reader.subscriberId,
    isThere,
    skipped: late ? 'late' : chosen.length === 0 ? 'empty' : null,
    chosen,
    dueAt: reader.nextDueAt,
    domain: domainGroup(reader.address),
    kind: reader.kind,
    next: dueAfter(reader, reader.publicId, reader.nextDate, lateBefore(reader.kind, now)),
  }
}

const PUBLIC_PAPERS = 30

/** The issue keeps every paper that somebody gets of it, and those that everybody may read. */
async function keepShown(
  db: Database,
  issue: Issue,
  pool: Pool,
  planned: PlannedMail[],
): Promise<void> {
  const everybodys = pool.trending.slice(0, PUBLIC_PAPERS)
  const lists = [...new Set(planned.map(({ chosen }) => chosen))]
  const theirs = lists.flatMap((chosen) => chosen.map(({ paperId }) => paperId))
  const missing = await papersMissing(db, issue.id, [...new Set([...everybodys, ...theirs])])
  if (missing.length > 0)
    await keepPapers(db, issue.id, (await listByIds(db, missing)).map(shownPaper))
  await savePublicEdition(db, issue.id, everybodys)
}
