import type { Context, Handler } from 'hono'
import { spend } from '../../../accounts/allowance-store.ts'
import { handleProblem } from '../../../accounts/handle.ts'
import { listIdentities } from '../../../accounts/identity-store.ts'
import { listPasskeys } from '../../../accounts/passkey-store.ts'
import { changeProfile } from '../../../accounts/people-store.ts'
import type { Person } from '../../../accounts/person.ts'
import { listSessions } from '../../../accounts/session-store.ts'
import { shownName } from '../../../accounts/shown-name.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { ownMails } from './mails.ts'
import { settingsView, type Problems } from './settings-view.ts'

/** GET /settings */
export function settingsPage(site: Site): Handler {
  return (c) => showSettings(c, site, signedInPerson(c))
}

/** POST /settings: handle, name, and whether votes may be seen. What else a form may hold is not read. */
export function changeSettings(site: Site): Handler {
  return async (c) => {
    const fields = await formFields(c, 'handle', 'name', 'votes')
    const profile = {
      handle: fields.handle.trim().toLowerCase().replace(/^@/, ''),
      name: shownName(fields.name),
      votesVisible: fields.votes === 'visible',
    }
    const person = signedInPerson(c)
    const problem = await tryToChange(site, person, profile)
    return problem === null
      ? c.redirect(paths.settings, 303)
      : showSettings(c, site, { ...person, ...profile }, { handle: problem })
  }
}

const HANDLE_CHANGES = { atOnce: 3, everyMs: 2 * 86_400_000 } // each keeps a handle from everybody else for ever

async function tryToChange(
  site: Site,
  person: Person,
  profile: Parameters<typeof changeProfile>[2],
): Promise<string | null> {
  if (profile.handle !== person.handle) {
    const problem = handleProblem(profile.handle)
    if (problem !== null) return problem
    if (!(await spend(site.db, ['handle', person.id], HANDLE_CHANGES, site.now()))) {
      return 'You have changed your handle often. Try again in a few days.'
    }
  }
  return (await changeProfile(site.db, person, profile))
    ? null
    : 'Somebody has or had this handle, or one that looks like it.'
}

/** The page of settings, with what was wrong in the form that was sent. */
export async function showSettings(
  c: Context,
  site: Site,
  person: Person,
  problems: Problems = {},
): Promise<Response> {
  const sessions = await listSessions(site.db, person.id, site.now())
  const identities = await listIdentities(site.db, person.id)
  const passkeys = await listPasskeys(site.db, person.id)
  const mails = await ownMails(site, person)
  const current = c.get('visit')!.id
  const shown = { person, sessions, identities, passkeys, mails, current, problems }
  const page = settingsView(site, shown)
  return c.html(page, Object.keys(problems).length > 0 ? 422 : 200)
}
