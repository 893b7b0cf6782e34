import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import { hasRole } from '../../accounts/person.ts'
import type { Paper } from '../../papers/paper.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import { linkedAuthors } from '../ui/authors.ts'
import { byLine } from '../ui/by-line.ts'
import { plainDateline } from '../ui/dateline.ts'
import { timeOf } from '../ui/dates.ts'
import { layout } from '../ui/layout.ts'
import { counted } from '../ui/wording.ts'
import { personOf } from '../visit/visit.ts'
import { restoringForm } from './moderation/hide-paper.ts'
import { problemPage } from './not-found.ts'

/**
 * For a paper that a moderator has hidden. 410: it was here and was taken away on purpose, so that whoever keeps copies
 * or an index forgets it at once, which 404 does not say. `page` is false for its other formats, which programs ask for:
 * these are not found. Moderators see what is hidden.
 */
export function hiddenPaper(
  c: Context,
  site: Site,
  { paper, reason }: { paper: Paper; reason: string },
  { page }: { page: boolean },
): Response | Promise<Response> {
  if (page && hasRole(personOf(c), 'moderator')) return c.html(moderatorView(site, paper, reason))
  const help = html`A moderator has hidden it: ${reason}.
    <a href="${paths.moderationLog()}">What moderators did</a>`
  return c.html(problemPage(site, 'This paper is hidden', help), page ? 410 : 404)
}

function moderatorView(site: Site, paper: Paper, reason: string) {
  const { titleText, titleHtml, abstractHtml, published, venue, votes } = paper
  const content = html`<main id="content" class="page paper">
    <article>
      <header>
        <h1>${raw(titleHtml)}</h1>
        ${linkedAuthors(paper.authors, [])}
        ${byLine([published && timeOf(published), venue, votes > 0 && counted(votes, 'vote')])}
      </header>
      <div class="notice" role="note">
        <p><strong>This paper is hidden from everybody but moderators:</strong> ${reason}.</p>
        ${restoringForm(paper.id)}
      </div>
      <section class="abstract">
        <h2>Abstract</h2>
        ${abstractHtml ? raw(abstractHtml) : html`<p>No abstract is known.</p>`}
      </section>
    </article>
  </main>`
  return layout(site, { title: titleText }, plainDateline(), content)
}
