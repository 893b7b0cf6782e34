import type { Handler } from 'hono'
import { html } from 'hono/html'
import { spend } from '../../../accounts/allowance-store.ts'
import { forget, sendOwnDataLink } from '../../../digests/own-data.ts'
import { readOwnData } from '../../../digests/own-data-store.ts'
import { findSubscriber } from '../../../digests/subscriber-store.ts'
import type { Subscriber } from '../../../digests/subscriber.ts'
import { readToken } from '../../../digests/token.ts'
import { dayOf } from '../../../lib/days.ts'
import { paths } from '../../paths.ts'
import { SITE_NAME } from '../../site-name.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { notFound } from '../not-found.ts'

const LINKS = { atOnce: 2, everyMs: 3_600_000 } // whoever has a forwarded mail can ask for one too

/** Sends the reader a link to their data. False: they were sent enough of them. */
export async function askForOwnData(site: Site, reader: Subscriber): Promise<boolean> {
  const { db, mailKeys: keys, publicUrl, now } = site
  if (!(await spend(db, ['own mail data', reader.publicId], LINKS, now()))) return false
  const link = (token: string) => publicUrl + paths.ownMailData(token)
  site.later(sendOwnDataLink({ db, keys, link, siteName: SITE_NAME, now: now() }, reader))
  return true
}

const TITLE = 'What is stored about your mails'

/** GET /email/d/:token */
export function ownDataPage(site: Site): Handler<object, '/email/d/:token'> {
  return async (c) => {
    const token = c.req.param('token')
    const reader = await readerOf(site, token)
    if (!reader) return notFound(c, site, OUTDATED)
    const content = html`<main id="content" class="page">
      <h1>${TITLE}</h1>
      <p>
        Your address (${reader.address}), what you asked for and when, and which papers went to you
        in the last months. Nothing tells whether you opened a mail.
      </p>
      <p><a href="${paths.ownMailDataFile(token)}" download>All of it as one JSON file</a></p>
      <form class="plain-form" method="post" action="${paths.ownMailData(token)}">
        ${formField()}
        <p>
          When it is deleted no mail comes any more, and nobody can bring it back. You can subscribe
          again at any time.
        </p>
        <button>Delete all of it</button>
      </form>
    </main>`
    return c.html(layout(site, { title: TITLE }, plainDateline(), content))
  }
}

/** GET /email/d/:token/file */
export function ownDataFile(site: Site): Handler<object, '/email/d/:token/file'> {
  return async (c) => {
    const reader = await readerOf(site, c.req.param('token'))
    if (!reader) return notFound(c, site, OUTDATED)
    const data = { takenOutAt: site.now().toISOString(), ...(await readOwnData(site.db, reader)) }
    return c.body(JSON.stringify(data, null, 2), 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="mails-${dayOf(site.now())}.json"`,
    })
  }
}

/** POST /email/d/:token: forgets the reader. */
export function eraseOwnData(site: Site): Handler<object, '/email/d/:token'> {
  return async (c) => {
    const reader = await readerOf(site, c.req.param('token'))
    if (!reader) return notFound(c, site, OUTDATED)
    await forget(site.db, reader)
    const content = html`<main id="content" class="page">
      <h1>Deleted</h1>
      <p>Nothing about you is stored with the mails any more, and none will come.</p>
    </main>`
    return c.html(layout(site, { title: 'Deleted' }, plainDateline(), content))
  }
}

async function readerOf(site: Site, token: string): Promise<Subscriber | null> {
  const grant = readToken(site.mailKeys, 'd', token, site.now())
  return grant && findSubscriber(site.db, grant.publicId)
}

const OUTDATED = html`The link is too old, or was used to delete everything: it works for two hours.
The link to your choices, in every mail, leads to a new one.`
