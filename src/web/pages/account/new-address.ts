import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import {
  addAddressChange,
  applyAddressChange,
  findAddressChange,
} from '../../../accounts/address-change-store.ts'
import { LOGIN_LINK_MINUTES } from '../../../accounts/login-link-store.ts'
import { leftAddressMail, newAddressMail } from '../../../accounts/login-mail.ts'
import { parseAddress } from '../../../mail/address.ts'
import { MailError } from '../../../mail/mailer.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { formField } from '../../ui/form-field.ts'
import { formFields } from '../../visit/forms.ts'
import { newSecret } from '../../visit/secret.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { problemPage } from '../not-found.ts'
import { accountPage } from './login-view.ts'
import { mayAskForMail, noteFailure } from './login.ts'
import { showSettings } from './settings.ts'

/** POST /settings/address: sends a link to the new address. Says nothing about who else may have it. */
export function askForNewAddress(site: Site): Handler {
  return async (c) => {
    const fields = await formFields(c, 'email')
    const email = parseAddress(fields.email)?.key
    const refused = (problem: string) =>
      showSettings(c, site, signedInPerson(c), { email: problem })
    if (email === undefined) return refused('This is not a complete e-mail address.')
    if (!(await mayAskForMail(c, site, email))) return refused('Please try again in an hour.')

    try {
      await sendLink(site, signedInPerson(c).id, email)
    } catch (error) {
      if (!(error instanceof MailError)) throw error
      noteFailure(site, error, email)
      return refused('The mail could not be sent. Please try again in a while.')
    }
    const content = html`<p>
      A link is on its way to <strong>${email}</strong>. Open it in this browser.
    </p>`
    return c.html(accountPage(site, 'Look into your mail', content))
  }
}

async function sendLink(site: Site, personId: string, email: string): Promise<void> {
  const secret = newSecret()
  const expiresAt = new Date(site.now().getTime() + LOGIN_LINK_MINUTES * 60_000)
  await addAddressChange(site.db, secret, { personId, email, expiresAt })
  const url = site.publicUrl + paths.newAddressLink(secret)
  await site.sendMail(newAddressMail({ to: email, url, site: new URL(site.publicUrl).host }))
}

/** GET /settings/address/:secret */
export function newAddressPage(site: Site): Handler<object, '/settings/address/:secret'> {
  return async (c) => {
    const { id } = signedInPerson(c)
    const email = await findAddressChange(site.db, c.req.param('secret'), id, site.now())
    if (email === null) return deadLink(c, site)
    const content = html`<form class="fields" method="post">
      ${formField()}
      <p>Mail to you goes to <strong>${email}</strong> from now on.</p>
      <button>Use this address</button>
    </form>`
    return c.html(accountPage(site, 'Your new address', content))
  }
}

/** POST /settings/address/:secret */
export function takeNewAddress(site: Site): Handler<object, '/settings/address/:secret'> {
  return async (c) => {
    const person = signedInPerson(c)
    const secret = c.req.param('secret')
    if (!(await applyAddressChange(site.db, secret, person, site.now()))) return deadLink(c, site)
    if (person.email !== null) await tellOldAddress(site, person.email)
    return c.redirect(paths.settings, 303)
  }
}

/** The change stands, whether or not the old address can be told. */
async function tellOldAddress(site: Site, email: string): Promise<void> {
  try {
    await site.sendMail(leftAddressMail({ to: email, site: new URL(site.publicUrl).host }))
  } catch (error) {
    if (!(error instanceof MailError)) throw error
    noteFailure(site, error, email)
  }
}

function deadLink(c: Context, site: Site): Response | Promise<Response> {
  const help = html`It has been used, is too old, was sent for another account, or the address has
    an account of its own. <a href="${paths.settings}">To your settings</a>`
  return c.html(problemPage(site, 'This link does not work', help), 410)
}
