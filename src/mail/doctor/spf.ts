import { good, type Finding } from './finding.ts'
import type { NameServer } from './name-server.ts'

const LOOKUPS_MOST = 10 // RFC 7208, 4.6.4: receivers that would need more give up, and the mail fails

/** Whether receivers can tell who may send for the domain of the return path. `relay` is its host, null for none. */
export async function checkSpf(
  names: NameServer,
  domain: string,
  relay: string | null,
): Promise<Finding> {
  const now = await policiesOf(names, domain)
  const record = { name: domain, type: 'TXT' as const, value: wantedSpf(relay), now }
  const wrong = (says: string, todo: string): Finding => {
    return { about: 'SPF', state: 'wrong', says, todo, record }
  }
  if (now.length === 0) {
    const todo =
      'Set it. If the operator of your relay names an “include:”, write that instead of “a:”.'
    return wrong(`${domain} says nothing about who may send its mail.`, todo)
  }
  if (now.length > 1) {
    return wrong(
      `${domain} has ${now.length} SPF records, so receivers heed none.`,
      'Put what they permit into one record, and remove the others.',
    )
  }
  if (/(?:^|\s)\+?all(?:\s|$)/i.test(now[0]!)) {
    return wrong(`${domain} lets everybody send its mail.`, 'End the record with “~all” or “-all”.')
  }
  if ((await lookups(names, now[0]!)) > LOOKUPS_MOST) {
    const todo = 'Remove every “include:” that is not needed any more.'
    return wrong(`To follow the record takes more than ${LOOKUPS_MOST} look-ups.`, todo)
  }
  const says = `${domain} says who may send its mail. Whether your relay is among them, a test message shows.`
  return { ...good('SPF', says), record: { ...record, value: now[0]! } }
}

export function wantedSpf(relay: string | null): string {
  return relay === null ? 'v=spf1 a mx ~all' : `v=spf1 a:${relay} ~all`
}

async function policiesOf(names: NameServer, domain: string): Promise<string[]> {
  return (await names.txt(domain)).filter((text) => /^v=spf1(?: |$)/i.test(text))
}

/** How many look-ups a receiver needs, counted up to one more than it may need. */
async function lookups(names: NameServer, policy: string, before = 0): Promise<number> {
  let count = before
  for (const term of policy.split(/\s+/).slice(1)) {
    const found = /^[+~?-]?(include|redirect|a|mx|ptr|exists)(?:[:=/](.*))?$/i.exec(term)
    if (!found) continue
    count++
    if (count > LOOKUPS_MOST) return count
    const [, mechanism, target = ''] = found
    const isFurther = /^(?:include|redirect)$/i.test(mechanism!) && !target.includes('%')
    const further = isFurther ? (await policiesOf(names, target))[0] : undefined
    if (further !== undefined) count = await lookups(names, further, count)
  }
  return count
}
