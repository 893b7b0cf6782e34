import type { Context, Handler } from 'hono'
import { html, raw } from 'hono/html'
import { askForAuthorship, WORDS_CHARACTERS_MAX, type Authorship } from '../../../community/authorship.ts' // prettier-ignore
import { dropAuthorship, findOwnAuthorship } from '../../../community/authorship-store.ts'
import type { Paper } from '../../../papers/paper.ts'
import { notifyPaperChanged } from '../../../papers/save-store.ts'
import { findPaper } from '../../../papers/store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { moment } from '../../ui/dates.ts'
import { formField } from '../../ui/form-field.ts'
import type { Html } from '../../ui/html.ts'
import { layout } from '../../ui/layout.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { unknownPaper } from '../not-found.ts'

/** GET /authorship/:id: what somebody asked for, or the form to ask. */
export function authorshipPage(site: Site): Handler<object, '/authorship/:id{.+}'> {
  return (c) => withPaper(c, site, async (paper) => c.html(await view(c, site, paper)))
}

/** POST /authorship/:id asks to be shown as an author; with do=end, takes that back. */
export function askAuthorship(site: Site): Handler<object, '/authorship/:id{.+}'> {
  return (c) =>
    withPaper(c, site, async (paper) => {
      const person = signedInPerson(c)
      const { do: what, author, words } = await formFields(c, 'do', 'author', 'words')
      if (what === 'end') {
        await dropAuthorship(site.db, person.id, paper.id)
        await notifyPaperChanged(site.db, paper.id)
        return c.redirect(paths.authorship(paper.id), 303)
      }
      const given = { authorName: author, words }
      const problem = await askForAuthorship(site.db, person, paper, given, site.now())
      if (problem === null) return c.redirect(paths.authorship(paper.id), 303)
      return c.html(await view(c, site, paper, { ...given, problem }), 422)
    })
}

interface Given {
  authorName: string
  words: string
  problem?: string
}

async function withPaper(
  c: Context,
  site: Site,
  answer: (paper: Paper) => Promise<Response>,
): Promise<Response> {
  const id = c.req.param('id')!
  const paper = await findPaper(site.db, id)
  return paper ? answer(paper) : unknownPaper(c, site, id)
}

async function view(
  c: Context,
  site: Site,
  paper: Paper,
  given: Given = { authorName: '', words: '' },
) {
  const asked = await findOwnAuthorship(site.db, signedInPerson(c).id, paper.id)
  const content = html`<main id="content" class="page">
    <h1>Are you an author of this paper?</h1>
    <p><a href="${paths.paper(paper.id)}">${raw(paper.titleHtml)}</a></p>
    ${asked ? standing(asked) : ''}
    ${asked && asked.decision !== 'declined' ? '' : askingForm(paper, given)}
  </main>`
  return layout(site, { title: 'Are you an author?' }, plainDateline(), content)
}

/** What became of it, with what can be done now. */
function standing({ paperId, authorName, askedAt, decision, reason }: Authorship) {
  if (decision === 'declined') return html`<p role="status">It was declined: ${reason}.</p>`
  return html`<p role="status">
      ${
        decision === 'confirmed'
          ? html`You are shown as ${authorName}.
              <a href="${paths.authorLinks(paperId)}">Links of this paper</a>`
          : html`You asked to be shown as ${authorName}, ${moment(askedAt)}. A moderator will look
            at it.`
      }
    </p>
    ${endingForm(paperId, decision === 'confirmed' ? 'Show me no longer' : 'Take it back')}`
}

function endingForm(paperId: string, button: string) {
  return html`<form class="fields" method="post" action="${paths.authorship(paperId)}">
    ${formField()}
    <button name="do" value="end">${button}</button>
  </form>`
}

function askingForm({ id, authors }: Paper, { authorName, words, problem }: Given): Html {
  if (authors.length === 0) return html`<p>No author of this paper is known.</p>`
  return html`<p>
      A moderator looks at it. Your name here then stands beside your name on the paper and on what
      you say about it, and you can put its links right.
    </p>
    <form class="fields" method="post" action="${paths.authorship(id)}">
      ${formField()}
      <p>
        <label for="author">Which author are you?</label>
        <select id="author" name="author" required>
          <option value="">Please choose</option>
          ${authors.map((name) => html`<option ${name === authorName ? 'selected' : ''}>${name}</option>`)}
        </select>
      </p>
      <p>
        <label for="words">How can a moderator tell that it is you?</label>
        <textarea
          id="words"
          name="words"
          rows="3"
          required
          maxlength="${WORDS_CHARACTERS_MAX}"
          aria-describedby="words-help${problem ? ' problem' : ''}"
          ${problem ? html`aria-invalid="true"` : ''}
        >
${words}</textarea>
        <small id="words-help"
          >For example a page of yours that names this account. Only moderators read it.</small
        >
      </p>
      ${problem ? html`<p id="problem" class="mistake" role="alert">${problem}</p>` : ''}
      <button>Ask</button>
    </form>`
}
