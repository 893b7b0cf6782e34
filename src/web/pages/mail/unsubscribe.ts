import type { Handler, MiddlewareHandler } from 'hono'
import { html } from 'hono/html'
import { parseKind } from '../../../digests/kind.ts'
import { findSubscriber, stopKind } from '../../../digests/subscriber-store.ts'
import { readToken } from '../../../digests/token.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { layout } from '../../ui/layout.ts'
import { notFound } from '../not-found.ts'
import { preferencesToken } from './confirm.ts'

type Unsubscribe = Handler<object, '/email/u/:token'>

/** Pages behind a token are nobody else's business: not search engines', not caches', and no link takes the address along. */
export const unlisted: MiddlewareHandler = async (c, next) => {
  await next()
  c.res.headers.set('cache-control', 'no-store')
  c.res.headers.set('referrer-policy', 'no-referrer')
  c.res.headers.set('x-robots-tag', 'noindex')
}

/** GET /email/u/:token. Changes nothing: link scanners open it. */
export function unsubscribePage(site: Site): Unsubscribe {
  return (c) => {
    const grant = readToken(site.mailKeys, 'u', c.req.param('token'), site.now())
    if (!grant) return notFound(c, site, UNKNOWN)
    const content = html`<main id="content" class="page">
      <h1>Stop the ${grant.detail} mail?</h1>
      <form class="plain-form" method="post" action="${paths.unsubscribe(c.req.param('token'))}">
        <button>Stop it</button>
      </form>
      <p class="note">
        <a href="${paths.preferences(preferencesToken(site, grant.publicId))}">Other choices</a>:
        once a week instead, a pause, less of it
      </p>
    </main>`
    return c.html(
      layout(site, { title: `Stop the ${grant.detail} mail?` }, plainDateline(), content),
    )
  }
}

/**
 * POST /email/u/:token: the button, and one-click by mail programs (RFC 8058). The token is the authority: no cookie is
 * read, no form token, and the body, which only says 'List-Unsubscribe=One-Click', is not either. Doing it again is fine,
 * also for a reader who is not there any more.
 */
export function unsubscribe(site: Site): Unsubscribe {
  return async (c) => {
    const grant = readToken(site.mailKeys, 'u', c.req.param('token'), site.now())
    if (!grant) return notFound(c, site, UNKNOWN)
    const kind = parseKind(grant.detail)
    const reader = await findSubscriber(site.db, grant.publicId)
    if (reader && kind) await stopKind(site.db, reader.id, kind, 'one-click', site.now())

    const content = html`<main id="content" class="page">
      <h1>Stopped</h1>
      <p>No ${grant.detail} mail goes out to you any more.</p>
      ${reader ? html`<p class="note"><a href="${paths.preferences(preferencesToken(site, grant.publicId))}">See or change what you get</a></p>` : ''}
    </main>`
    c.header('cache-control', 'no-store')
    return c.html(layout(site, { title: 'Stopped' }, plainDateline(), content))
  }
}

const UNKNOWN =
  'This link is not one of ours, or a part of it was lost. The newest mail has one that works.'
