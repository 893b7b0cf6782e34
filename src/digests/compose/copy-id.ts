import { createHmac } from 'node:crypto'
import type { Issue } from '../issue-store.ts'
import type { MailKeys } from '../keys.ts'
import { parseKind, type Kind } from '../kind.ts'

type NamedIssue = Pick<Issue, 'kind' | 'date'>

/**
 * What the Message-ID of a reader's copy begins with, always the same. Without a sequence and without the address:
 * neither the number of readers nor who they are can be told from it.
 */
export function copyId(keys: MailKeys, { kind, date }: NamedIssue, publicId: string): string {
  const mac = createHmac('sha256', keys.oldest.secret).update(`message ${kind} ${date} ${publicId}`)
  return `d.${kind}.${date}.${mac.digest('hex').slice(0, 24)}`
}

/** The issue of which a Message-ID names this reader's copy. Null for any other. */
export function issueOfCopy(
  keys: MailKeys,
  messageId: string,
  publicId: string,
): { kind: Kind; date: string } | null {
  const [, id = '', word = '', date = ''] =
    /^<?(d\.(\w+)\.(\d{4}-\d\d-\d\d)\.[0-9a-f]{24})@[^@]*$/.exec(messageId) ?? []
  const kind = parseKind(word)
  return kind && copyId(keys, { kind, date }, publicId) === id ? { kind, date } : null
}
