import type { Outcome, RelayError } from '../../mail/relay.ts'

/** What follows from the outcome of an attempt. */
export type Verdict =
  | { state: 'accepted' }
  | { state: 'withdrawn' } // we did not want it any more
  | { state: 'uncertain' }
  /** Try again. `counts`: this was about the message; otherwise the relay had no ear for any. */
  | { state: 'deferred'; afterMs: number; counts: boolean; cool: 'relay' | 'domain' | null }
  /** Never again for this issue. `about` says whose fault: it decides what else follows. */
  | { state: 'rejected'; about: 'address' | 'mailbox' | 'policy' | 'size' | 'unknown' }
  /** Nothing works until a person looks: our login, our settings. */
  | { state: 'halted'; reason: string }

const MINUTE_MS = 60_000
/** Minutes until the next attempt; the last one repeats until the mail is too late (late.ts). */
const DELAYS = [2, 5, 15, 30, 60, 120]
const JITTER = 0.2 // so that what failed together does not come back together

/** `attempts` failed before this one; `chance` is a number from 0 to 1. */
export function verdictOf(outcome: Outcome, attempts: number, chance: number): Verdict {
  if (outcome.state === 'refused') return ofRefusal(outcome, attempts, chance)
  if (outcome.state === 'unsent')
    return { state: 'deferred', afterMs: 0, counts: false, cool: null }
  return { state: outcome.state }
}

type Refusal = Extract<Outcome, { state: 'refused' }>

function ofRefusal(
  { at, code, enhanced, reply }: Refusal,
  attempts: number,
  chance: number,
): Verdict {
  if (code === 0) return { state: 'rejected', about: enhanced === '5.3.4' ? 'size' : 'address' }
  if (code >= 500) {
    if (at === 'sender' && /^5\.7\.|auth/i.test(enhanced ?? reply))
      return { state: 'halted', reason: reply }
    return { state: 'rejected', about: blameFor(code, enhanced) }
  }
  const isThrottle = code === 421 || code === 454 || (enhanced?.startsWith('4.7.') ?? false)
  if (isThrottle) {
    const cool = at === 'recipient' || at === 'message' ? 'domain' : 'relay'
    return {
      state: 'deferred',
      afterMs: MINUTE_MS,
      counts: false,
      cool: code === 421 ? 'relay' : cool,
    }
  }
  return { state: 'deferred', afterMs: delayMs(attempts, chance), counts: true, cool: null }
}

/** RFC 3463. A 5xx without an enhanced code says nothing certain about the address. */
function blameFor(
  code: number,
  enhanced: string | null,
): 'address' | 'mailbox' | 'policy' | 'size' | 'unknown' {
  if (enhanced === null) return code === 553 ? 'address' : code === 552 ? 'mailbox' : 'unknown'
  if (/^5\.1\.(1|2|3|10)$/.test(enhanced)) return 'address'
  if (/^5\.2\.[12]$/.test(enhanced)) return 'mailbox'
  if (enhanced.startsWith('5.7.')) return 'policy'
  return /^5\.(3\.4|2\.3)$/.test(enhanced) ? 'size' : 'unknown'
}

function delayMs(attempts: number, chance: number): number {
  const minutes = DELAYS[Math.min(attempts, DELAYS.length - 1)]!
  return Math.round(minutes * MINUTE_MS * (1 - JITTER + 2 * JITTER * chance))
}

/** The relay cannot be used at all. A wrong login is ours to mend; everything else passes. */
export function isOurFault({ at, code }: RelayError): boolean {
  return at === 'login' && code >= 500
}
