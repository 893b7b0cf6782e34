import type { Context, Handler } from 'hono'
import { dropOldAllowances, spend } from '../../../accounts/allowance-store.ts'
import {
  addLoginLink,
  dropExpiredLinks,
  LOGIN_LINK_MINUTES,
} from '../../../accounts/login-link-store.ts'
import { loginMail } from '../../../accounts/login-mail.ts'
import { secretHash } from '../../../accounts/secret.ts'
import { dropOldSessions } from '../../../accounts/session-store.ts'
import { parseAddress } from '../../../mail/address.ts'
import { MailError } from '../../../mail/mailer.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { askingSecret, keepAsking } from '../../visit/cookies.ts'
import { formFields } from '../../visit/forms.ts'
import { networkOfRequest } from '../../visit/network.ts'
import { ownPath } from '../../visit/own-path.ts'
import { newSecret } from '../../visit/secret.ts'
import { personOf } from '../../visit/visit.ts'
import { loginView, mailSentView } from './login-view.ts'

/** GET /login. `next` is the path to go to afterwards. */
export function loginPage(site: Site): Handler {
  return (c) => {
    const next = ownPath(c.req.query('next')) ?? paths.front
    return personOf(c) ? c.redirect(next, 303) : c.html(loginView(site, { next }))
  }
}

/** POST /login. Answers the same whether the address has an account or not: nobody learns who is here. */
export function sendLoginLink(site: Site): Handler {
  return async (c) => {
    const fields = await formFields(c, 'email', 'next')
    const next = ownPath(fields.next) ?? paths.front
    const refused = (problem: string, status: 422 | 429 | 503) =>
      c.html(loginView(site, { next, typed: fields.email, problem }), status)

    const email = parseAddress(fields.email)?.key
    if (email === undefined) return refused('This is not a complete e-mail address.', 422)
    if (!(await mayAskForMail(c, site, email))) return refused(TOO_MANY, 429)
    try {
      const browser = askingSecret(c, site) ?? newSecret() // so that the links of two mails both know it
      await sendLink(site, email, secretHash(browser), next)
      keepAsking(c, site, browser)
      return c.html(mailSentView(site, email))
    } catch (error) {
      if (!(error instanceof MailError)) throw error
      noteFailure(site, error, email)
      return refused('The mail could not be sent. Please try again in a while.', 503)
    }
  }
}

/** What the relay answered may repeat the address, which is nobody's business who reads the log. */
export function noteFailure(site: Site, { message, isPermanent }: MailError, email: string): void {
  const err = new MailError(message.replaceAll(email, '(the address)'), isPermanent)
  site.log({ errorId: newSecret().slice(0, 8), path: paths.login(), err })
}

const TOO_MANY = 'Too many mails were asked for. Look into your mail, or try again in an hour.'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** Somebody who cannot find the mail tries a few times; somebody who floods a stranger's mailbox gets no further than that. */
const PER_ADDRESS = { atOnce: 5, everyMs: HOUR_MS }
/** A lab behind one address signs in on one morning. */
const PER_NETWORK = { atOnce: 60, everyMs: MINUTE_MS }

export async function mayAskForMail(c: Context, site: Site, email: string): Promise<boolean> {
  const now = site.now()
  await dropOldAllowances(site.db, now)
  const network = networkOfRequest(c, site.trustedProxies)
  if (network && !(await spend(site.db, ['mail from', network], PER_NETWORK, now))) return false
  return spend(site.db, ['mail to', email], PER_ADDRESS, now)
}

async function sendLink(
  site: Site,
  email: string,
  browserHash: string,
  next: string,
): Promise<void> {
  const now = site.now()
  const secret = newSecret()
  const expiresAt = new Date(now.getTime() + LOGIN_LINK_MINUTES * MINUTE_MS)
  await dropExpiredLinks(site.db, now)
  await dropOldSessions(site.db, now)
  await addLoginLink(
    site.db,
    secret,
    { email, personId: null, role: null, browserHash, next, expiresAt },
    now,
  )
  const url = site.publicUrl + paths.loginLink(secret)
  await site.sendMail(loginMail({ to: email, url, site: new URL(site.publicUrl).host }))
}
