import type { Context, Handler } from 'hono'
import { html, raw } from 'hono/html'
import { addLink, dropLink, LINK_KINDS, readLink, type LinkKind } from '../../../catalogue/fix-links.ts' // prettier-ignore
import { findPaperFindings } from '../../../catalogue/paper-findings-store.ts'
import { findOwnAuthorship } from '../../../community/authorship-store.ts'
import type { Paper } from '../../../papers/paper.ts'
import { findPaper } from '../../../papers/store.ts'
import { identities } from '../../identities.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { safeUrl } from '../../ui/safe-url.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { notFound } from '../not-found.ts'

/** GET /author-links/:id, for the confirmed authors of a paper. */
export function authorLinksPage(site: Site): Handler<object, '/author-links/:id{.+}'> {
  return (c) => withOwnPaper(c, site, async (paper) => c.html(await view(site, paper)))
}

/** POST /author-links/:id: `drop` names an address that is wrong; else `url` and `kind` make a new link. */
export function fixLinks(site: Site): Handler<object, '/author-links/:id{.+}'> {
  return (c) =>
    withOwnPaper(c, site, async (paper) => {
      const by = { person: signedInPerson(c).id, at: site.now() }
      const { drop, ...given } = await formFields(c, 'drop', 'url', 'kind')
      const done = () => c.redirect(paths.authorLinks(paper.id), 303)
      if (drop !== '') {
        await dropLink(site.db, paper.id, drop, by)
        return done()
      }
      const link = readLink(given)
      const problem = 'problem' in link ? link.problem : TOO_MANY
      if (!('problem' in link) && (await addLink(site.db, paper.id, link, by))) {
        return done()
      }
      return c.html(await view(site, paper, { ...given, problem }), 422)
    })
}

const TOO_MANY = 'So many links have been changed that this one cannot be added.'

/** Others are told as if there were no such page: there is none for them. */
async function withOwnPaper(
  c: Context,
  site: Site,
  answer: (paper: Paper) => Promise<Response>,
): Promise<Response> {
  const id = c.req.param('id')!
  const own = await findOwnAuthorship(site.db, signedInPerson(c).id, id)
  const paper = own?.decision === 'confirmed' ? await findPaper(site.db, id) : null
  return paper ? answer(paper) : notFound(c, site, 'This is for the confirmed authors of a paper.')
}

interface Given {
  url: string
  kind: string
  problem?: string
}

const KIND_NAMES: Record<LinkKind, string> = {
  code: 'Code',
  model: 'Model',
  dataset: 'Data',
  demo: 'Demo',
  website: 'Project page',
}

async function view(site: Site, paper: Paper, given: Given = { url: '', kind: '' }) {
  const content = html`<main id="content" class="page account">
    <h1>Links of your paper</h1>
    <p><a href="${paths.paper(paper.id)}">${raw(paper.titleHtml)}</a></p>
    ${shownLinks(paper, await addressesOf(site, paper))}
    <section>
      <h2>Add a link</h2>
      ${addingForm(paper.id, given)}
    </section>
    <p class="note">
      What you say here stays when the paper is imported again. Moderators can take it back.
    </p>
  </main>`
  return layout(site, { title: 'Links of your paper' }, plainDateline(), content)
}

/** Where the links of the paper's page lead, besides those that follow from its ids. */
async function addressesOf({ db }: Site, paper: Paper): Promise<string[]> {
  const findings = await findPaperFindings(db, paper.id)
  const named = new Set(identities(paper).map(({ url }) => url))
  const all = [...paper.links, ...(findings?.artifacts ?? [])].flatMap(
    ({ url }) => safeUrl(url) ?? [],
  )
  return [...new Set(all)].filter((href) => !named.has(href))
}

function shownLinks({ id }: Paper, addresses: string[]) {
  if (addresses.length === 0) return html`<p>No links are known so far.</p>`
  return html`<ul class="rows">
    ${addresses.map(
      (href) =>
        html`<li>
          <a rel="external" href="${href}">${href}</a>
          <form method="post" action="${paths.authorLinks(id)}">
            ${formField()}
            <button name="drop" value="${href}">Remove<span class="spoken"> ${href}</span></button>
          </form>
        </li>`,
    )}
  </ul>`
}

function addingForm(id: string, { url, kind, problem }: Given) {
  return html`<form class="fields" method="post" action="${paths.authorLinks(id)}">
    ${formField()}
    <p>
      <label for="kind">What it leads to</label>
      <select id="kind" name="kind" required>
        ${LINK_KINDS.map((each) => html`<option value="${each}" ${each === kind ? 'selected' : ''}>${KIND_NAMES[each]}</option>`)}
      </select>
    </p>
    <p>
      <label for="url">Address</label>
      <input
        id="url"
        type="text"
        name="url"
        value="${url}"
        inputmode="url"
        maxlength="500"
        required
        ${problem ? html`aria-invalid="true" aria-describedby="problem"` : ''}
      />
    </p>
    ${problem ? html`<p id="problem" class="mistake" role="alert">${problem}</p>` : ''}
    <button>Add</button>
  </form>`
}
