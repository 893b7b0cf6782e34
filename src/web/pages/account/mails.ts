import type { Handler } from 'hono'
import { html } from 'hono/html'
import {
  findJoinedReader,
  findReaderAt,
  joinReader,
  leaveReader,
} from '../../../digests/account-store.ts'
import type { Subscriber } from '../../../digests/subscriber.ts'
import type { Person } from '../../../accounts/person.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { formField } from '../../ui/form-field.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { preferencesToken } from '../mail/confirm.ts'

/** The mails with new papers that a person gets, as far as the account knows. */
export interface OwnMails {
  joined: Subscriber | null
  atAddress: Subscriber | null // of the account, not joined
}

export async function ownMails({ db }: Site, person: Person): Promise<OwnMails> {
  const joined = await findJoinedReader(db, person.id)
  const found = joined ? null : await findReaderAt(db, person)
  return { joined, atAddress: found?.state === 'pending' ? null : found }
}

/** POST /settings/mails: 'join' the mails at the account's address to it, or keep them 'apart'. */
export function changeMails(site: Site): Handler {
  return async (c) => {
    const person = signedInPerson(c)
    const fields = await formFields(c, 'do')
    if (fields.do === 'join') await joinReader(site.db, person)
    if (fields.do === 'apart') await leaveReader(site.db, person.id)
    return c.redirect(paths.settings, 303)
  }
}

export function mailsView(site: Site, { joined, atAddress }: OwnMails) {
  if (joined) {
    return html`<p>
        New papers by mail go to <strong>${joined.address}</strong>.
        <a href="${paths.preferences(preferencesToken(site, joined.publicId))}"
          >Change what you get</a
        >
      </p>
      ${button('apart', 'Keep these mails apart from the account')}`
  }
  if (!atAddress) return html`<p><a href="${paths.subscribe}">Get new papers by mail</a></p>`
  return html`<p>
      New papers by mail go to <strong>${atAddress.address}</strong>. Joined to this account, they
      can be changed from here.
    </p>
    ${button('join', 'Join them to this account')}`
}

function button(what: 'join' | 'apart', label: string) {
  return html`<form method="post" action="${paths.mails}">
    ${formField()} <input type="hidden" name="do" value="${what}" />
    <button>${label}</button>
  </form>`
}
