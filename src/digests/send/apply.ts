import type { Database } from '../../database/database.ts'
import { parseAddress } from '../../mail/address.ts'
import type { Outcome } from '../../mail/relay.ts'
import { countBounce } from '../bounce-store.ts'
import { addressHash } from '../keys.ts'
import type { Press } from '../compose/digest.ts'
import { recordAttempt, refusals, type Claim, type Settlement } from './ledger-store.ts'
import type { SenderEvent } from './sender.ts'
import { stop } from './stop-store.ts'
import { coolDown } from './throttle-store.ts'
import type { Verdict } from './verdict.ts'

interface Office {
  db: Database
  press: Press
  report: (event: SenderEvent) => void
}

/** Does what follows from an attempt besides the ledger, and says what the ledger is to hold. */
export async function applyVerdict(
  office: Office,
  claim: Claim,
  outcome: Outcome,
  verdict: Exclude<Verdict, { state: 'withdrawn' }>,
  now: Date,
): Promise<Settlement> {
  const reply = replyOf(outcome)
  const settlement: Settlement = {
    claim,
    state: 'accepted',
    reason: claim.reason,
    notBefore: now,
    counts: false,
    reply,
  }
  if (verdict.state === 'accepted') return settlement

  await record(office.db, claim, outcome, verdict, now)
  if (verdict.state === 'uncertain') return { ...settlement, state: 'uncertain' }
  if (verdict.state === 'deferred') return deferred(office, settlement, verdict, now)
  if (verdict.state === 'halted') {
    await halt(office, 'relay', verdict.reason, now)
    return { ...settlement, state: 'planned' }
  }
  await afterRejection(office, claim, verdict.about, outcome, now)
  return { ...settlement, state: 'rejected', reason: verdict.about, counts: true }
}

async function deferred(
  { db }: Office,
  settlement: Settlement,
  { cool, counts, afterMs }: Extract<Verdict, { state: 'deferred' }>,
  now: Date,
): Promise<Settlement> {
  const key = cool === 'domain' ? settlement.claim.domain : cool
  if (key !== null) await coolDown(db, key, settlement.reply ?? '', now)
  const notBefore = new Date(now.getTime() + afterMs)
  return { ...settlement, state: counts ? 'deferred' : 'planned', notBefore, counts }
}

async function afterRejection(
  office: Office,
  claim: Claim,
  about: string,
  outcome: Outcome,
  now: Date,
): Promise<void> {
  const { db, press } = office
  if (about === 'policy') return stopIfMany(office, claim.issueId, now)
  if (about === 'size') return halt(office, `issue:${claim.issueId}`, replyOf(outcome), now)
  await countBounce(
    db,
    {
      ...claim,
      addressHash: addressHash(press.keys, parseAddress(claim.address)!.key),
      kind: about === 'address' ? 'hard' : 'soft',
      status: outcome.state === 'refused' ? outcome.enhanced : null,
      detail: replyOf(outcome),
    },
    now,
  )
}

const POLICY_WINDOW_MS = 10 * 60_000
const POLICY_MOST = 20 // refusals within the window, or
const POLICY_SHARE = 0.01 // of what was taken, once a hundred were: something is wrong with us, not with readers

async function stopIfMany(office: Office, issueId: number, now: Date): Promise<void> {
  const { refused, accepted } = await refusals(
    office.db,
    issueId,
    new Date(now.getTime() - POLICY_WINDOW_MS),
  )
  const isMany = refused >= POLICY_MOST || (accepted >= 100 && refused >= POLICY_SHARE * accepted)
  if (isMany)
    await halt(
      office,
      `issue:${issueId}`,
      `${refused} readers' servers refused it as unwanted mail`,
      now,
    )
}

async function halt({ db, report }: Office, key: string, reason: string, now: Date): Promise<void> {
  await stop(db, key, reason, now)
  report({ what: 'stopped', key, reason })
}

function record(
  db: Database,
  claim: Claim,
  outcome: Outcome,
  verdict: Verdict,
  now: Date,
): Promise<void> {
  const refused = outcome.state === 'refused' ? outcome : null
  const attempt = {
    claim,
    outcome: verdict.state === 'rejected' ? verdict.about : verdict.state,
    code: refused?.code ?? 0,
    enhanced: refused?.enhanced ?? null,
    reply: replyOf(outcome),
  }
  return recordAttempt(db, attempt, now)
}

function replyOf(outcome: Outcome): string {
  if (outcome.state === 'withdrawn') return ''
  return 'reply' in outcome ? outcome.reply : outcome.reason
}
