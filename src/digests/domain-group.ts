/** Domains of one provider, which counts what we send to all of them together. */
const PROVIDERS: Record<string, string> = {
  'googlemail.com': 'gmail.com',
  'hotmail.com': 'outlook.com',
  'live.com': 'outlook.com',
  'msn.com': 'outlook.com',
  'aol.com': 'yahoo.com',
  'ymail.com': 'yahoo.com',
  'me.com': 'icloud.com',
  'mac.com': 'icloud.com',
}

/** What one provider's readers have in common: 'gmail.com' for an address at googlemail.com. */
export function domainGroup(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  return PROVIDERS[domain] ?? domain
}
