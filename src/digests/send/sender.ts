import { setTimeout } from 'node:timers/promises'
import type { Database } from '../../database/database.ts'
import { grouped } from '../../lib/grouped.ts'
import { signMessage, type DkimKey } from '../../mail/dkim.ts'
import { RelayError, type Session } from '../../mail/relay.ts'
import { hiddenAmong } from '../../papers/hidden-store.ts'
import { composer, type ComposedDigest, type Composer, type Press } from '../compose/digest.ts'
import { readPapers } from '../issue-store.ts'
import { applyVerdict } from './apply.ts'
import {
  claim,
  commit,
  giveBack,
  isLeaseOver,
  renewLeases,
  settle,
  takeBack,
  type Claim,
  type Settlement,
} from './ledger-store.ts'
import { stop } from './stop-store.ts'
import { coolDown, roomToday, takeTokens, warmAgain } from './throttle-store.ts'
import { isOurFault, verdictOf } from './verdict.ts'

export interface SenderOptions {
  db: Database
  press: Press
  connect: () => Promise<Session> // throws RelayError
  dkim: DkimKey | null
  worker: string // a word that no other process has
  connections: number
  rate: number // mails a second, over all processes
  most: number | null // mails a day
  warmsUp: boolean
  now: () => Date
  chance: () => number // from 0 to 1
  report: (event: SenderEvent) => void
}

export type SenderEvent =
  | { what: 'stopped'; key: string; reason: string }
  | { what: 'relay'; error: RelayError }

/** Sends what is planned. */
export interface Sender {
  /** Sends until nothing is ready any more, or `close` is called. Returns how many mails the relay took. */
  drain(): Promise<number>
  /** Takes no more mails, waits for those whose last dot may be out, and gives the others back. */
  close(): Promise<void>
}

/** A sender at work. */
interface Room extends SenderOptions {
  gate: (claim: Claim) => Promise<boolean>
  write: (settlement: Settlement) => Promise<unknown>
  composers: Map<number, Promise<Composer>>
  inHand: Set<Claim>
  claims: number // so far: each has a name of its own
  isClosing: boolean
}

/** One run, until nothing is left. What its connections share. */
interface Shift {
  waiting: Claim[]
  accepted: number
  isDry: boolean // nothing more is to be had
  isOver: boolean // the relay or the database failed
  claiming: Promise<void> | null
}

export function openSender(options: SenderOptions): Sender {
  const { db, now } = options
  const room: Room = {
    ...options,
    gate: grouped((claims: Claim[]) => passGate(db, claims, now)),
    write: grouped(async (settlements: Settlement[]) => {
      await settle(db, settlements, now())
      return settlements
    }),
    composers: new Map(),
    inHand: new Set(),
    claims: 0,
    isClosing: false,
  }
  let draining: Promise<number> | null = null
  return {
    drain() {
      draining ??= work(room).finally(() => (draining = null))
      return draining
    },
    async close() {
      room.isClosing = true
      await draining?.catch(() => {})
    },
  }
}

/** Which of these may be sent. None when the answer came so late that others may have thought us dead: no dot leaves then. */
async function passGate(db: Database, claims: Claim[], now: () => Date): Promise<boolean[]> {
  const asked = now()
  const passed = await commit(db, claims, asked)
  if (!isLeaseOver(asked, now())) return claims.map((each) => passed.has(each))
  await takeBack(db, [...passed], now())
  return claims.map(() => false)
}

const RENEW_MS = 20_000

/** Works off what limits allow. */
async function work(room: Room): Promise<number> {
  const { db, now, inHand } = room
  const renewing = setInterval(() => {
    const workers = [...new Set([...inHand].map(({ worker }) => worker))]
    renewLeases(db, workers, now()).catch(() => {}) // then the leases run out, as they should without a database
  }, RENEW_MS)
  try {
    const waiting = await nextClaims(room)
    const shift: Shift = { waiting, accepted: 0, isDry: false, isOver: false, claiming: null }
    const lanes = Math.min(room.connections, waiting.length)
    const ended = await Promise.allSettled(Array.from({ length: lanes }, () => lane(room, shift)))
    await shift.claiming?.catch(() => {}) // what it brings must be given back too
    const failed = ended.find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
    if (shift.accepted > 0) await warmAgain(db, 'relay', now())
    return shift.accepted
  } finally {
    clearInterval(renewing)
    await giveBack(db, [...inHand], now())
    inHand.clear()
  }
}

/** One connection, until nothing is left to send or the relay fails. */
async function lane(room: Room, shift: Shift): Promise<void> {
  let session: Session | null = null
  let before = NOTHING_BEFORE
  try {
    while (!room.isClosing && !shift.isOver) {
      const each = await next(room, shift)
      if (!each) return
      session ??= await room.connect()
      before = await sendOne(room, shift, each, session, before)
      if (!session.isOpen()) session = null
    }
  } catch (error) {
    shift.isOver = true
    if (!(error instanceof RelayError)) throw error
    await relayFailed(room, error)
  } finally {
    session?.close()
    await before.written
  }
}

/** What became of the mail before, on the same connection: it is written down while the next one is on its way. */
interface Before {
  written: Promise<unknown>
}

const NOTHING_BEFORE: Before = { written: Promise.resolve() }

async function relayFailed({ db, now, report }: Room, error: RelayError): Promise<void> {
  report({ what: 'relay', error })
  if (!isOurFault(error)) return coolDown(db, 'relay', error.message, now())
  await stop(db, 'relay', error.message, now())
  report({ what: 'stopped', key: 'relay', reason: error.message })
}

const CLAIM_MAX = 200 // deliveries in hand at once: what a dead worker keeps from others for a minute

/** The next one in hand; more are claimed before the lanes run dry, so that they need not end and connect again. */
async function next(room: Room, shift: Shift): Promise<Claim | undefined> {
  if (shift.waiting.length < CLAIM_MAX / 2 && !shift.isDry) {
    shift.claiming ??= nextClaims(room).then((more) => {
      shift.waiting.push(...more)
      shift.isDry = more.length === 0
      shift.claiming = null
    })
    if (shift.waiting.length === 0) await shift.claiming
    else shift.claiming.catch(() => {}) // who finds the list empty hears of it
  }
  return shift.waiting.shift()
}

/** As many as limits allow now. Empty: nothing is ready, or nothing may go out. */
async function nextClaims(room: Room): Promise<Claim[]> {
  const { db, now } = room
  for (;;) {
    const left = await roomToday(db, room, now())
    const want = Math.min(CLAIM_MAX, left)
    const count = want > 0 ? await granted(room, want) : 0
    if (count === 0) return []
    const worker = `${room.worker}.${++room.claims}`
    const claimed = await claim(db, { worker, count, newestFirst: Number.isFinite(left) }, now())
    const taken = await withoutHidden(room, claimed)
    for (const each of taken) room.inHand.add(each)
    if (taken.length > 0 || claimed.length === 0) return taken // else all of these were of papers that are hidden
  }
}

/** Papers that a moderator has hidden since are left out; a mail that brought nothing else is not sent. */
async function withoutHidden({ db, now }: Room, claims: Claim[]): Promise<Claim[]> {
  const hidden = await hiddenAmong(db, [...new Set(claims.flatMap(({ paperIds }) => paperIds))])
  if (hidden.size === 0) return claims
  const left = claims.map((each) => {
    const isLeft = (_: string, at: number) => !hidden.has(each.paperIds[at]!)
    return {
      ...each,
      paperIds: each.paperIds.filter(isLeft),
      reasons: each.reasons.filter(isLeft),
    }
  })
  const empty = left.filter(({ paperIds }) => paperIds.length === 0)
  const skipped = { state: 'skipped', reason: 'hidden', notBefore: now(), counts: false } as const
  const settlements = empty.map((each) => ({ ...skipped, claim: each, reply: null }))
  if (settlements.length > 0) await settle(db, settlements, now())
  return left.filter(({ paperIds }) => paperIds.length > 0)
}

const RATE_WAIT_MS = 250
const RATE_WAITS = 5

/** Waits a moment where the rate is used up: that is cheaper than to end every connection. */
async function granted(room: Room, want: number): Promise<number> {
  for (let tries = 0; tries < RATE_WAITS; tries++) {
    if (tries > 0) await setTimeout(RATE_WAIT_MS)
    if (room.isClosing) return 0
    const tokens = await takeTokens(room.db, 'relay', room.rate, want, room.now())
    if (tokens > 0) return tokens
  }
  return 0
}

/** No dot leaves before it is written down what became of the mail before: at most one on each connection is ever in doubt. */
async function sendOne(
  room: Room,
  shift: Shift,
  each: Claim,
  session: Session,
  before: Before,
): Promise<Before> {
  const { db, now } = room
  const { to, from, messageId, message } = await letter(room, each)
  const envelope = { from, to, id: messageId.split('@')[0]! }
  const outcome = await session.send(envelope, message, async () => {
    await before.written
    return !room.isClosing && room.gate(each)
  })
  await before.written
  const verdict = verdictOf(outcome, each.attempts, room.chance())
  if (verdict.state === 'withdrawn') {
    await giveBack(db, [each], now())
    room.inHand.delete(each)
    return NOTHING_BEFORE
  }
  const settlement = await applyVerdict(room, each, outcome, verdict, now())
  const written = keepTrying(() => room.write(settlement)).then(() => room.inHand.delete(each))
  if (verdict.state === 'accepted') shift.accepted++
  else await written
  written.catch(() => {}) // whoever waits for it hears of it
  return { written }
}

async function letter(room: Room, each: Claim): Promise<ComposedDigest> {
  const composed = (await composerOf(room, each)).compose(each)
  if (!room.dkim) return composed
  return { ...composed, message: await signMessage(composed.message, room.dkim) }
}

const ISSUES_KEPT = 4 // composers in memory: yesterday's, today's and the weekly ones

function composerOf({ db, press, composers }: Room, claimed: Claim): Promise<Composer> {
  const { issueId: id, kind, date } = claimed
  const found = composers.get(id)
  if (found) return found
  const made = readPapers(db, id).then((papers) => composer(press, { id, kind, date }, papers))
  composers.set(id, made)
  made.catch(() => composers.delete(id))
  if (composers.size > ISSUES_KEPT) composers.delete(composers.keys().next().value!)
  return made
}

const RETRIES_MS = [250, 1_000, 4_000, 10_000] // a database that restarts is back within seconds

/** What the relay took must be written down. Writing the same twice does no harm. */
async function keepTrying(write: () => Promise<unknown>): Promise<void> {
  for (const pause of RETRIES_MS) {
    try {
      await write()
      return
    } catch {
      await setTimeout(pause)
    }
  }
  await write()
}
