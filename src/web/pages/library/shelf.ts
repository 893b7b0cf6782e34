import type { Handler } from 'hono'
import { setMark, setSaved } from '../../../library/shelf-store.ts'
import { findCurrentId } from '../../../papers/store.ts'
import { countsFrom } from '../../../trending/vote.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { voteAnchor } from '../../ui/vote-form.ts'
import { formFields } from '../../visit/forms.ts'
import { cameFrom } from '../../visit/own-path.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { unknownPaper } from '../not-found.ts'

const MARKS: Record<string, { mark: 'seen' | 'dismissed'; on: boolean }> = {
  seen: { mark: 'seen', on: true },
  unseen: { mark: 'seen', on: false },
  dismissed: { mark: 'dismissed', on: true },
  interesting: { mark: 'dismissed', on: false },
}

/** POST /shelf/:id: puts a paper into the reader's library, takes it out, or marks it. Sent again, it changes nothing. */
export function shelfPage(site: Site): Handler<object, '/shelf/:id{.+}'> {
  return async (c) => {
    const { set } = await formFields(c, 'set')
    const person = signedInPerson(c)
    const id = await findCurrentId(site.db, c.req.param('id'))
    if (id === null) return unknownPaper(c, site, c.req.param('id'))

    const now = site.now()
    const place = { personId: person.id, paperId: id }
    const change = MARKS[set]
    if (change) await setMark(site.db, place, change.mark, change.on ? now : null)
    if (set === 'saved' || set === 'unsaved') {
      const counts = countsFrom(person, site.voting, now) === null
      await setSaved(site.db, { ...place, saved: set === 'saved', counts }, now)
    }
    return c.redirect(
      `${cameFrom(c) ?? paths.paper(id)}#${encodeURIComponent(voteAnchor(id))}`,
      303,
    )
  }
}
