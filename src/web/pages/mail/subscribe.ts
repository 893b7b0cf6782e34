import { randomBytes } from 'node:crypto'
import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { isZone } from '../../../digests/due.ts'
import { subscribe } from '../../../digests/subscribe.ts'
import { FIRST_WISHES } from '../../../digests/subscriber.ts'
import { parseAddress } from '../../../mail/address.ts'
import { mailLinks } from '../../mail-links.ts'
import { paths } from '../../paths.ts'
import { SITE_NAME } from '../../site-name.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { decoy } from '../../ui/subscribe-bar.ts'
import { formFields } from '../../visit/forms.ts'
import { networkOfRequest } from '../../visit/network.ts'

/** GET /subscribe */
export function subscribePage(site: Site): Handler {
  return (c) => c.html(form(site, {}))
}

/**
 * POST /subscribe. The answer is the same, and comes as fast, whether the address is new, known, or takes no mail from
 * us: nobody learns who reads here.
 */
export function askToSubscribe(site: Site): Handler {
  return async (c) => {
    const fields = await formFields(c, 'address', 'zone', 'website', 'weekly')
    const address = parseAddress(fields.address)
    if (!address) {
      const problem = 'This is not an e-mail address that we can write to.'
      return c.html(form(site, { typed: fields.address, problem }), 422)
    }
    if (fields.website === '') {
      const wishes = [
        { ...FIRST_WISHES, kind: fields.weekly ? ('weekly' as const) : ('daily' as const) },
      ]
      const zone = isZone(fields.zone) ? fields.zone : 'UTC'
      site.later(
        subscribe(subscribing(site), {
          address,
          zone,
          wishes,
          network: networkOfRequest(c, site.trustedProxies) ?? '',
        }),
      )
    }
    return answer(c, site)
  }
}

function subscribing({ db, mailKeys, publicUrl, now }: Site) {
  return {
    db,
    keys: mailKeys,
    links: mailLinks(publicUrl),
    siteName: SITE_NAME,
    now: now(),
    newWord: () => randomBytes(18).toString('base64url'),
  }
}

function answer(c: Context, site: Site) {
  const content = html`<main id="content" class="page">
    <h1>Look into your mail</h1>
    <p>
      If that address can get mail from us, a message is on its way. Open its link to confirm, and
      that is all.
    </p>
    <p class="note">
      Nothing there? It may be among the junk mail. No other mail comes before you confirm.
    </p>
  </main>`
  return c.html(layout(site, { title: 'Look into your mail' }, plainDateline(), content))
}

function form(site: Site, { typed = '', problem }: { typed?: string; problem?: string }) {
  const content = html`<main id="content" class="page">
    <h1>New papers by mail</h1>
    <p>
      The papers that readers here care about, once a day or once a week, at your hour. Never the
      same paper twice, no tracking, and one click ends it.
    </p>
    <form class="choices" method="post" action="${paths.subscribe}">
      <p>
        <label for="address">Your e-mail address</label><br />
        <input
          id="address"
          type="email"
          name="address"
          value="${typed}"
          required
          maxlength="254"
          autocomplete="email"
          ${problem ? html`aria-invalid="true" aria-describedby="problem"` : ''}
        />
      </p>
      ${problem ? html`<p id="problem" class="mistake" role="alert">${problem}</p>` : ''}
      <p>
        <label><input type="radio" name="weekly" value="" checked /> Every day</label><br />
        <label><input type="radio" name="weekly" value="1" /> Once a week</label>
      </p>
      ${decoy()} ${formField()}
      <input type="hidden" name="zone" value="UTC" />
      <button>Subscribe</button>
      <p class="note">
        The mail that you get first has a link to confirm. Topics, searches and the hour can be
        chosen then. <a href="${paths.issues}">Past issues</a> show what comes.
      </p>
    </form>
  </main>`
  const head = { title: 'New papers by mail', canonical: paths.subscribe }
  return layout(site, head, plainDateline(), content)
}
