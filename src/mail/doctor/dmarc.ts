import { good, type Finding } from './finding.ts'
import type { NameServer } from './name-server.ts'

/** Whether the domain of From tells receivers what to do with mail that only pretends to come from it. */
export async function checkDmarc(names: NameServer, domain: string): Promise<Finding> {
  const { name, now } = await policyFor(names, domain)
  const record = {
    name: `_dmarc.${name}`,
    type: 'TXT' as const,
    value: wantedDmarc(domain),
    now,
  }
  const found = (state: Finding['state'], says: string, todo: string): Finding => {
    return { about: 'DMARC', state, says, todo, record }
  }
  if (now.length === 0) {
    return found(
      'wrong',
      `${domain} has no policy, which big receivers ask for.`,
      'Set it, with an address that somebody reads.',
    )
  }
  if (now.length > 1) {
    return found(
      'wrong',
      `${name} has ${now.length} policies, so receivers heed none.`,
      'Keep one.',
    )
  }
  if (!/;\s*p\s*=\s*(?:none|quarantine|reject)\s*(?:;|$)/i.test(now[0]!)) {
    return found(
      'wrong',
      `The policy of ${name} cannot be read.`,
      'It needs p=none, p=quarantine or p=reject.',
    )
  }
  if (!/;\s*rua\s*=/i.test(now[0]!)) {
    return found(
      'better',
      `The policy of ${name} asks for no reports.`,
      'Add rua=mailto:… to learn who else sends in your name.',
    )
  }
  return { ...good('DMARC', `${name} has a policy.`), record: { ...record, value: now[0]! } }
}

export function wantedDmarc(domain: string): string {
  return `v=DMARC1; p=none; rua=mailto:postmaster@${domain}`
}

/** The policy of the domain, or of the nearest one above it that has one, as receivers look it up. */
async function policyFor(
  names: NameServer,
  domain: string,
): Promise<{ name: string; now: string[] }> {
  const labels = domain.split('.')
  for (let at = 0; at < labels.length - 1; at++) {
    const name = labels.slice(at).join('.')
    const now = (await names.txt(`_dmarc.${name}`)).filter((text) =>
      /^v\s*=\s*DMARC1\s*(?:;|$)/i.test(text),
    )
    if (now.length > 0) return { name, now }
  }
  return { name: domain, now: [] }
}
