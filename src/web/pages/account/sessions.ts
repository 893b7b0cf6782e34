import type { Handler } from 'hono'
import { endSessions } from '../../../accounts/session-store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'

/** POST /settings/sessions: signs out one browser of the person, or all but this one ('others'). */
export function endSomeSessions(site: Site): Handler {
  return async (c) => {
    const { session } = await formFields(c, 'session')
    const which = session === 'others' ? { allBut: c.get('visit')!.id } : { id: session }
    await endSessions(site.db, signedInPerson(c).id, which)
    return c.redirect(paths.settings, 303)
  }
}
