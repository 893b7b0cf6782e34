import { createHmac } from 'node:crypto'

/** What signs links in mails. The current key signs; older ones are still accepted, so that no link of an old mail dies. */
export interface MailKeys {
  current: MailKey
  byId: ReadonlyMap<string, MailKey>
  oldest: MailKey // hashes addresses, for good: hashes must stay comparable
}

export interface MailKey {
  id: string
  secret: string
}

/** An address as tables keep it that may outlive the reader. Nobody learns the address from it without our key. */
export function addressHash(keys: MailKeys, addressKey: string): string {
  return createHmac('sha256', keys.oldest.secret)
    .update(`address ${addressKey}`)
    .digest('base64url')
}

/** Where a request came from, for limits, without telling where. */
export function networkHash(keys: MailKeys, network: string): string {
  return createHmac('sha256', keys.oldest.secret).update(`network ${network}`).digest('base64url')
}
