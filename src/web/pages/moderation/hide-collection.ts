import type { Context, Handler } from 'hono'
import { isReason } from '../../../community/moderation.ts'
import { hideCollection, restoreCollection } from '../../../library/moderate-collection.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { formFields } from '../../visit/forms.ts'
import { notFound } from '../not-found.ts'

/** POST /collections/:id/hide, for moderators. */
export function hideCollectionPage(site: Site): Handler<object, '/collections/:id/hide'> {
  return async (c) => {
    const { reason } = await formFields(c, 'reason')
    const id = c.req.param('id')
    const isHidden = isReason(reason) && (await hideCollection(site.db, id, reason, site.now()))
    return isHidden ? c.redirect(paths.collection(id), 303) : nothingToHide(c, site)
  }
}

/** POST /collections/:id/restore, for moderators. */
export function restoreCollectionPage(site: Site): Handler<object, '/collections/:id/restore'> {
  return async (c) => {
    const id = c.req.param('id')
    return (await restoreCollection(site.db, id, site.now()))
      ? c.redirect(paths.collection(id), 303)
      : nothingToHide(c, site)
  }
}

function nothingToHide(c: Context, site: Site) {
  return notFound(c, site, 'There is no such collection, or its maker keeps it private.')
}
