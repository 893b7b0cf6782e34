import type { Handler } from 'hono'
import { spend } from '../../../accounts/allowance-store.ts'
import { addPasskey, removePasskey } from '../../../accounts/passkey-store.ts'
import {
  askForPasskey,
  newPasskey,
  offerNewPasskey,
  personOfPasskey,
  type RelyingParty,
} from '../../../accounts/passkeys.ts'
import { findPersonBy } from '../../../accounts/people-store.ts'
import { startSession } from '../../../accounts/session-store.ts'
import { paths } from '../../paths.ts'
import { SITE_NAME } from '../../site-name.ts'
import type { Site } from '../../site.ts'
import { deviceOf } from '../../visit/device.ts'
import { formFields } from '../../visit/forms.ts'
import { networkOfRequest } from '../../visit/network.ts'
import { ownPath } from '../../visit/own-path.ts'
import { newSecret } from '../../visit/secret.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { problemPage } from '../not-found.ts'
import { welcome } from './login-link.ts'

const NEVER_KEPT = { 'cache-control': 'no-store' }

/** POST /settings/passkeys/options: what the device needs to make a key, as JSON. */
export function passkeyOffer(site: Site): Handler {
  return async (c) => {
    const person = signedInPerson(c)
    const offer = await offerNewPasskey(site.db, party(site), person, newSecret(), site.now())
    return c.json(offer, 200, NEVER_KEPT)
  }
}

/** POST /settings/passkeys: takes the key that the device has made, or removes one. */
export function changePasskeys(site: Site): Handler {
  return async (c) => {
    const { answer, remove } = await formFields(c, 'answer', 'remove')
    const person = signedInPerson(c)
    if (remove !== '') {
      await removePasskey(site.db, person.id, remove)
      return c.redirect(paths.settings, 303)
    }
    const key = await newPasskey(site.db, party(site), person, answer, site.now())
    const isNew = key && (await addPasskey(site.db, key, deviceOf(c), site.now()))
    return isNew
      ? c.redirect(paths.settings, 303)
      : c.html(problemPage(site, 'This key cannot be used', 'Please try to add it again.'), 422)
  }
}

/** POST /login/passkey/options: what the device needs to sign in, as JSON. The same for everybody. */
export function passkeyQuestion(site: Site): Handler {
  return async (c) => {
    const network = networkOfRequest(c, site.trustedProxies)
    if (network && !(await spend(site.db, ['passkey', network], QUESTIONS, site.now()))) {
      return c.json({ error: 'too many' }, 429, NEVER_KEPT)
    }
    return c.json(
      await askForPasskey(site.db, party(site), newSecret(), site.now()),
      200,
      NEVER_KEPT,
    )
  }
}

const QUESTIONS = { atOnce: 30, everyMs: 2_000 } // each is a row until it is answered or five minutes old

/** POST /login/passkey */
export function signInByPasskey(site: Site): Handler {
  return async (c) => {
    const { answer, next } = await formFields(c, 'answer', 'next')
    const id = await personOfPasskey(site.db, party(site), answer, site.now())
    const person = id === null ? null : await findPersonBy(site.db, 'id', id)
    if (!person) {
      const help =
        'It belongs to no account here. Sign in by mail, then add it on your settings page.'
      return c.html(problemPage(site, 'This passkey is not known', help), 422)
    }
    const secret = newSecret()
    await startSession(site.db, { personId: person.id, secret, device: deviceOf(c) }, site.now())
    return welcome(c, site, secret, { person, isNew: false, next: ownPath(next) ?? paths.front })
  }
}

function party({ publicUrl }: Site): RelyingParty {
  return { name: SITE_NAME, origin: publicUrl }
}
