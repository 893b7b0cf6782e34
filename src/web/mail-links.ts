import type { DigestLinks } from '../digests/compose/digest.ts'
import type { MailLinks } from '../digests/subscribe.ts'
import { paths } from './paths.ts'

/** Absolute addresses of what mails lead to. `publicUrl` has no slash at its end. */
export function mailLinks(publicUrl: string): DigestLinks & MailLinks {
  return {
    paper: (id) => publicUrl + paths.paper(id),
    unsubscribe: (token) => publicUrl + paths.unsubscribe(token),
    preferences: (token) => publicUrl + paths.preferences(token),
    issue: (token) => publicUrl + paths.myIssue(token),
    confirm: (token) => publicUrl + paths.confirm(token),
  }
}
