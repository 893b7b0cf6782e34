import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { confirmHashOf } from '../../../digests/subscribe.ts'
import { confirmSubscriber } from '../../../digests/subscriber-store.ts'
import { makeToken, readToken } from '../../../digests/token.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { notFound } from '../not-found.ts'

type Confirm = Handler<object, '/email/c/:token'>

/** GET /email/c/:token. Programs that look at links of mails open it too: only the button confirms. */
export function confirmPage(site: Site): Confirm {
  return (c) => {
    const token = c.req.param('token')
    if (!readToken(site.mailKeys, 'c', token, site.now())) return outdated(c, site)
    const content = html`<main id="content" class="page">
      <h1>Confirm your subscription</h1>
      <p>New research papers will come to this address. Every mail has a link that ends it.</p>
      <form class="plain-form" method="post" action="${paths.confirm(token)}">
        ${formField()}
        <button>Yes, send them</button>
      </form>
    </main>`
    return c.html(layout(site, { title: 'Confirm your subscription' }, plainDateline(), content))
  }
}

/** POST /email/c/:token */
export function confirm(site: Site): Confirm {
  return async (c) => {
    const now = site.now()
    const grant = readToken(site.mailKeys, 'c', c.req.param('token'), now)
    if (!grant) return outdated(c, site)
    const reader = await confirmSubscriber(
      site.db,
      grant.publicId,
      confirmHashOf(grant.detail),
      now,
    )
    if (!reader) return outdated(c, site)

    const content = html`<main id="content" class="page">
      <h1>You are subscribed</h1>
      <p>
        The next mail comes at the hour that you choose, at seven in the morning unless you say so.
      </p>
      <p>
        <a href="${paths.preferences(preferencesToken(site, reader.publicId))}"
          >Choose what you get, and when</a
        >
      </p>
    </main>`
    return c.html(layout(site, { title: 'You are subscribed' }, plainDateline(), content))
  }
}

const DAY_MS = 86_400_000
const PREFERENCES_DAYS = 30

/** What lets a reader change things who has just shown a right to. */
export function preferencesToken({ mailKeys, now }: Site, publicId: string): string {
  const expiresAt = new Date(now().getTime() + PREFERENCES_DAYS * DAY_MS)
  return makeToken(mailKeys, { scope: 'p', publicId, detail: '', expiresAt })
}

function outdated(c: Context, site: Site) {
  return notFound(
    c,
    site,
    html`The link was used already, or is too old: it works once, for two days.
      <a href="${paths.subscribe}">Ask for another</a>.`,
  )
}
