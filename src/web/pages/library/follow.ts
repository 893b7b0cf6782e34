import type { Context, Handler } from 'hono'
import { parseFollow, type Follow } from '../../../library/follow.ts'
import { mayRead } from '../../../library/collection.ts'
import { findCollection } from '../../../library/collection-store.ts'
import { follow, isFollowing, unfollow } from '../../../library/follow-store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { formFields } from '../../visit/forms.ts'
import { cameFrom } from '../../visit/own-path.ts'
import { personOf, signedInPerson } from '../../visit/visit.ts'
import { notFound } from '../not-found.ts'

/** POST /follow with do=follow or do=unfollow. Sent again, it changes nothing. */
export function followPage(site: Site): Handler {
  return async (c) => {
    const fields = await formFields(c, 'kind', 'subject', 'do')
    const wanted = parseFollow(fields)
    if (!wanted) return notFound(c, site, 'There is nothing to follow under this name.')
    const person = signedInPerson(c)
    if (fields.do === 'unfollow') await unfollow(site.db, person.id, wanted)
    else if (await isThere(c, site, wanted)) await follow(site.db, person.id, wanted, site.now())
    return c.redirect(cameFrom(c) ?? paths.following(), 303)
  }
}

/** A collection that one may not read cannot be followed either. */
async function isThere(c: Context, site: Site, { kind, subject }: Follow): Promise<boolean> {
  if (kind !== 'collection') return true
  const collection = await findCollection(site.db, subject)
  return collection !== null && mayRead(collection, personOf(c))
}

/** Whether the reader follows something. Null for whoever is not signed in. */
export async function followedBy(c: Context, site: Site, what: Follow): Promise<boolean | null> {
  const person = personOf(c)
  return person ? isFollowing(site.db, person.id, what) : null
}
