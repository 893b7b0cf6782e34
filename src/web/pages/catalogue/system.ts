import type { Handler } from 'hono'
import { html } from 'hono/html'
import { findSystem, listIntroducing, listMentioning } from '../../../catalogue/system-store.ts'
import type { Page } from '../../../papers/list-store.ts'
import { askedPage } from '../../page-number.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { byLine } from '../../ui/by-line.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { followForm } from '../../ui/follow-form.ts'
import { layout } from '../../ui/layout.ts'
import { nextPage, pagesOf, pagination, PAPERS_PER_PAGE, previousPage, type Pages } from '../../ui/pagination.ts' // prettier-ignore
import { paperList } from '../../ui/paper-list.ts'
import { counted } from '../../ui/wording.ts'
import { markPapers } from '../../visit/marks.ts'
import { followedBy } from '../library/follow.ts'
import { beyondTheEnd, notFound } from '../not-found.ts'
import { nameOfType } from './kinds.ts'

type System = NonNullable<Awaited<ReturnType<typeof findSystem>>>

/** GET /systems/:key */
export function systemPage(site: Site): Handler<object, '/systems/:key'> {
  return async (c) => {
    const key = c.req.param('key')
    const path = (page: number) => paths.system(key, page)
    const number = askedPage(c, path(1))
    if (typeof number !== 'number') return number

    const system = await findSystem(site.db, key)
    if (!system) return notFound(c, site, html`No paper here introduces a system of this name. <a href="${paths.systems()}">All systems</a>`) // prettier-ignore
    const mentions = await listMentioning(site.db, key, number, PAPERS_PER_PAGE)
    const pages = pagesOf(mentions.total, number, path)
    if (!pages) return notFound(c, site, beyondTheEnd(counted(mentions.total, 'paper'), path(1)))
    const introducing = await listIntroducing(site.db, key)
    await markPapers(c, site, [...introducing.papers, ...mentions.papers])
    const following = await followedBy(c, site, { kind: 'system', subject: key })
    return c.html(view(site, { system, introducing, mentions, pages, following }))
  }
}

interface SystemView {
  system: System
  introducing: Page
  mentions: Page
  pages: Pages // of the mentions
  following: boolean | null // null: nobody is signed in
}

function view(site: Site, { system, introducing, mentions, pages, following }: SystemView) {
  const { name, key } = system
  const head = {
    title: pages.current === 1 ? name : `${name}, page ${pages.current}`,
    description: `${name}: the papers that introduce and mention it.`,
    canonical: paths.system(key, pages.current),
    previous: previousPage(pages),
    next: nextPage(pages),
  }
  const content = html`<main id="content" class="page">
    <h1>${name}</h1>
    ${byLine([
      nameOfType(system.type),
      system.aliases.length > 0 && `also ${system.aliases.join(', ')}`,
      html`<a href="${paths.systems()}">All systems</a>`,
    ])}
    ${followForm({ kind: 'system', subject: key }, following, name)}
    <section>
      <h2>Introduced by ${counted(system.introduced, 'paper')}</h2>
      ${paperList(introducing.papers, false)}
    </section>
    <section>
      <h2>
        Mentioned by
        ${mentions.total === 0 ? 'no other paper here' : counted(mentions.total, 'other paper')}
      </h2>
      ${paperList(mentions.papers, false)} ${pagination(pages)}
    </section>
  </main>`
  return layout(site, head, plainDateline(), content)
}
