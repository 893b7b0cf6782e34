import { good, type Finding } from './finding.ts'

/** What the settings say about mail. */
export interface MailSettings {
  senderDomain: string
  publicUrl: string
  bounceDomain: string | null
  takesBounces: boolean // by a port, a folder or a webhook
}

/** Domains whose owners let nobody else send for them. */
const NOT_OURS =
  /(?:^|\.)(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|aol|gmx|proton|protonmail)\.[a-z.]+$/

/** What can be told without asking anybody. */
export function checkSettings(settings: MailSettings): Finding[] {
  return [sender(settings), oneClick(settings), bounces(settings)]
}

function sender({ senderDomain: domain }: MailSettings): Finding {
  const wrong = { about: 'From', state: 'wrong' as const }
  if (domain.endsWith('.invalid')) {
    return {
      ...wrong,
      says: 'Mail has no sender.',
      todo: 'Set MAIL_FROM to an address of a domain of yours.',
    }
  }
  if (NOT_OURS.test(domain)) {
    return {
      ...wrong,
      says: `Nobody but its owner can send for ${domain}: receivers will refuse it.`,
      todo: 'Set MAIL_FROM to an address of a domain of yours.',
    }
  }
  return good('From', `Mail is from ${domain}.`)
}

function oneClick({ publicUrl }: MailSettings): Finding {
  if (publicUrl.startsWith('https:')) return good('Links', `Links lead to ${publicUrl}.`)
  return {
    about: 'Links',
    state: 'wrong',
    says: `Links lead to ${publicUrl}: one-click unsubscribing, which big receivers ask for, needs https.`,
    todo: 'Set PUBLIC_URL to the https address that readers use.',
  }
}

function bounces({ bounceDomain, takesBounces, senderDomain }: MailSettings): Finding {
  if (bounceDomain === null) {
    return {
      about: 'Return path',
      state: 'better',
      says: 'Bounces go to the sender, where a person must read them.',
      todo: 'Set BOUNCE_DOMAIN, and BOUNCE_PORT or BOUNCE_FOLDER.',
    }
  }
  if (!takesBounces) {
    return {
      about: 'Return path',
      state: 'wrong',
      says: `Bounces go to ${bounceDomain}, and nothing here takes them in: dead addresses would be written to for ever.`,
      todo: 'Set BOUNCE_PORT, BOUNCE_FOLDER or MAIL_WEBHOOK_SECRET.',
    }
  }
  if (bounceDomain !== senderDomain && !bounceDomain.endsWith(`.${senderDomain}`)) {
    return {
      about: 'Return path',
      state: 'better',
      says: `The return path is at ${bounceDomain}, which is not under ${senderDomain}: for DMARC only the signature counts.`,
      todo: `Take a name under ${senderDomain}, such as bounce.${senderDomain}.`,
    }
  }
  return good('Return path', `Each digest has its own address at ${bounceDomain}.`)
}
