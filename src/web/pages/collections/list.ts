import { randomUUID } from 'node:crypto'
import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { collectionText, type Collection } from '../../../library/collection.ts'
import {
  addCollection,
  COLLECTIONS_MAX,
  listOwnCollections,
  listPublicCollections,
} from '../../../library/collection-store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { layout } from '../../ui/layout.ts'
import { libraryNav } from '../../ui/library-nav.ts'
import { counted } from '../../ui/wording.ts'
import { formFields } from '../../visit/forms.ts'
import { personOf, signedInPerson } from '../../visit/visit.ts'
import { collectionFields } from './fields.ts'

/** Not kept: what somebody makes private must be gone at once. */
export const FRESH = 'private, no-cache'

/** GET /collections: those of everybody, and one's own. */
export function collectionsPage(site: Site): Handler {
  return (c) => show(c, site, 200)
}

/** POST /collections: makes a new one. */
export function makeCollection(site: Site): Handler {
  return async (c) => {
    const text = collectionText(await formFields(c, 'title', 'description', 'visibility'))
    if (text === null) return show(c, site, 422, 'A collection needs a title.')
    const id = randomUUID()
    const added = await addCollection(
      site.db,
      { id, personId: signedInPerson(c).id },
      text,
      site.now(),
    )
    return added
      ? c.redirect(paths.collection(id), 303)
      : show(
          c,
          site,
          409,
          `You have ${COLLECTIONS_MAX} collections, which is as many as anybody may have.`,
        )
  }
}

async function show(
  c: Context,
  site: Site,
  status: 200 | 409 | 422,
  problem?: string,
): Promise<Response> {
  c.header('cache-control', FRESH)
  const person = personOf(c)
  const own = person ? await listOwnCollections(site.db, person.id) : null
  return c.html(view(site, own, await listPublicCollections(site.db), problem), status)
}

function view(site: Site, own: Collection[] | null, shared: Collection[], problem?: string) {
  const head = {
    title: 'Collections',
    description: 'Lists of research papers that readers made.',
    canonical: paths.collections,
  }
  const content = html`<main id="content" class="page account">
    <h1>Collections</h1>
    ${own === null ? '' : html`${libraryNav(paths.collections)} ${ownPart(own, problem)}`}
    <section>
      <h2>Of all readers</h2>
      ${shared.length === 0 ? html`<p>Nobody has made a public collection yet.</p>` : list(shared)}
    </section>
  </main>`
  return layout(site, head, plainDateline(), content)
}

function ownPart(own: Collection[], problem?: string) {
  return html`<section>
    <h2>Your own</h2>
    ${own.length === 0 ? html`<p>You have made none yet.</p>` : list(own)}
    <details ${problem ? 'open' : ''}>
      <summary>New collection</summary>
      ${collectionFields(paths.collections, null, problem)}
    </details>
  </section>`
}

export function makerName(handle: string | null): string {
  return handle === null ? 'a former reader' : `@${handle}`
}

function list(collections: Collection[]) {
  return html`<ul class="collections">
    ${collections.map(
      ({ id, title, handle, papers, visibility }) =>
        html`<li>
          <a href="${paths.collection(id)}">${title}</a>
          <small
            >${counted(papers, 'paper')}, by
            ${makerName(handle)}${visibility === 'public' ? '' : `, ${visibility}`}</small
          >
        </li>`,
    )}
  </ul>`
}
