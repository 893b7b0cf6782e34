import { randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { mailKeys } from '../digests/key-store.ts'
import type { MailKeys } from '../digests/keys.ts'
import { reconcile, settleByRelay } from '../digests/send/ledger-store.ts'
import { deliveriesNamedIn, type DeliveryKey } from '../digests/verp.ts'
import type { Terminal } from './terminal.ts'
import { UserProblem } from './user-problem.ts'

/** Settles the mails in doubt by the log of the relay. A log that cannot be read, or is none of ours, changes nothing. */
export async function settle(log: string, { withDatabase, say, now }: Terminal): Promise<void> {
  await withDatabase(async ({ db }) => {
    const begun = now() // what comes into doubt while the log is read may be missing in it
    const keys = await mailKeys(db, freshKey(), begun)
    const taken = await deliveriesIn(log, keys)
    if (taken.length === 0) {
      throw new UserProblem(
        `${log} names none of our mails: is it the log of the relay that sends them?`,
      )
    }
    await reconcile(db, 'hold', begun)
    const { accepted, planned } = await settleByRelay(db, taken, begun)
    say(`${accepted} had reached the relay, ${planned} had not and will go out again`)
  })
}

async function deliveriesIn(log: string, keys: MailKeys): Promise<DeliveryKey[]> {
  const found: DeliveryKey[] = []
  try {
    const file = await open(log)
    for await (const line of file.readLines()) found.push(...deliveriesNamedIn(keys, line))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new UserProblem(`${log} cannot be read: ${error.message}`)
  }
  return found
}

/** Becomes the first key of an installation that has none. */
export function freshKey() {
  return { id: randomBytes(4).toString('hex'), secret: randomBytes(32).toString('base64url') }
}
