import { good, type Finding } from './finding.ts'
import type { NameServer } from './name-server.ts'

/** Whether answers to the sender arrive anywhere: receivers distrust a domain that takes no mail. */
export async function checkSenderDomain(names: NameServer, domain: string): Promise<Finding> {
  const hosts = await names.mx(domain)
  const isReachable =
    hosts.length > 0 ? hosts.some((host) => host !== '') : await names.hasAddress(domain)
  if (isReachable) return good('Sender', `${domain} takes mail.`)
  return {
    about: 'Sender',
    state: 'wrong',
    says: `${domain} takes no mail, and receivers distrust senders that cannot be answered.`,
    todo: 'Give it an MX record, or send from a domain that has one (MAIL_FROM).',
  }
}

/** Whether bounces find their way. `host` is where they should go. */
export async function checkBounceDomain(
  names: NameServer,
  domain: string,
  host: string,
): Promise<Finding> {
  const hosts = (await names.mx(domain)).filter((name) => name !== '')
  const record = { name: domain, type: 'MX' as const, value: `10 ${host}.`, now: hosts }
  if (hosts.length > 0)
    return { ...good('Bounces', `Mail to ${domain} goes to ${hosts.join(', ')}.`), record }
  return {
    about: 'Bounces',
    state: 'wrong',
    says: `${domain} has no MX record, so bounces find no way back.`,
    todo: 'Set it, to the host that takes mail for BOUNCE_PORT or fills BOUNCE_FOLDER.',
    record,
  }
}
