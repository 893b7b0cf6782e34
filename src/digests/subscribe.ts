import { hash } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { mailboxOf, type MailAddress } from '../mail/address.ts'
import type { Mail } from '../mail/mailer.ts'
import { addressHash, networkHash, type MailKeys } from './keys.ts'
import { queueMail } from './outbox-store.ts'
import { limitReached } from './request-store.ts'
import { addSubscriber, findByAddress } from './subscriber-store.ts'
import type { Subscriber, Wishes } from './subscriber.ts'
import { isSuppressed } from './suppression-store.ts'
import { makeToken } from './token.ts'

export interface Asked {
  address: MailAddress
  zone: string
  wishes: Wishes[]
  network: string // that the request came from
}

/** Where links in mails lead, made by whoever knows the site's addresses. */
export interface MailLinks {
  confirm: (token: string) => string
  preferences: (token: string) => string
}

export interface Subscribing {
  db: Database
  keys: MailKeys
  links: MailLinks
  siteName: string
  now: Date
  newWord: () => string // 128 random bits or more, of letters, digits, - and _
}

const CONFIRM_HOURS = 48
const PREFERENCES_DAYS = 30
const HOUR_MS = 3_600_000

/**
 * Somebody asks for mails to an address. A mail with a link goes there, if limits allow it and the address takes mail
 * from us; nothing in the answer tells whether. Nothing else is sent before the link was used. Throws TooManyAsk when so
 * many do that the operator must hear of it.
 */
export async function subscribe(site: Subscribing, asked: Asked): Promise<void> {
  const { db, keys, now } = site
  const request = {
    addressHash: addressHash(keys, mailboxOf(asked.address.key)),
    networkHash: networkHash(keys, asked.network),
  }
  const limit = await limitReached(db, request, now)
  const suppressed = await isSuppressed(db, addressHash(keys, asked.address.key))
  const known = await findByAddress(db, asked.address.key)
  if (limit === 'everybody') throw new TooManyAsk()
  if (limit !== null || suppressed) return

  if (known?.state === 'active') {
    await queueMail(db, `known ${known.publicId} ${now.getTime()}`, settingsMail(site, known), now)
    return
  }
  const word = site.newWord()
  const subscriber = await addSubscriber(
    db,
    {
      publicId: site.newWord(),
      address: asked.address,
      zone: asked.zone,
      wishes: asked.wishes,
      confirmHash: confirmHashOf(word),
    },
    now,
  )
  await queueMail(
    db,
    `confirm ${subscriber.publicId} ${now.getTime()}`,
    confirmMail(site, subscriber, word),
    now,
  )
}

/** Very many people ask for mail at once: somebody lets us write to strangers. */
export class TooManyAsk extends Error {
  override name = 'TooManyAsk'

  constructor() {
    super('so many ask to subscribe that nobody is written to for the rest of the hour')
  }
}

/** The word itself is in the link alone. */
export function confirmHashOf(word: string): string {
  return hash('sha256', word, 'base64url')
}

/** It says nothing that the person who asked could have written: strangers' inboxes are no place for their words. */
function confirmMail(site: Subscribing, { address, publicId }: Subscriber, word: string): Mail {
  const token = makeToken(site.keys, {
    scope: 'c',
    publicId,
    detail: word,
    expiresAt: hoursAfter(site.now, CONFIRM_HOURS),
  })
  return {
    to: address,
    subject: `Confirm your subscription to ${site.siteName}`,
    text: `Somebody, hopefully you, asked for new research papers by mail at this address.

Open this page and press its button to get them:

${site.links.confirm(token)}

The link works once, for ${CONFIRM_HOURS} hours. If you did not ask for it, do nothing: no mail will come.
`,
  }
}

function settingsMail(site: Subscribing, { address, publicId }: Subscriber): Mail {
  const expiresAt = hoursAfter(site.now, 24 * PREFERENCES_DAYS)
  const token = makeToken(site.keys, { scope: 'p', publicId, detail: '', expiresAt })
  return {
    to: address,
    subject: `You are already subscribed to ${site.siteName}`,
    text: `Somebody, hopefully you, asked for new research papers by mail at this address. They come already.

What you get, and when, can be changed here:

${site.links.preferences(token)}
`,
  }
}

function hoursAfter(moment: Date, hours: number): Date {
  return new Date(moment.getTime() + hours * HOUR_MS)
}
