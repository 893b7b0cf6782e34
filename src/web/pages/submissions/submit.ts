import type { Handler } from 'hono'
import { html } from 'hono/html'
import {
  isDraft,
  NOTE_CHARACTERS_MAX,
  readForm,
  type SubmissionForm,
} from '../../../community/submission.ts'
import { findExisting, submit } from '../../../community/submit.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'

/** GET /submit: one question, what the paper is. */
export function submitPage(site: Site): Handler {
  return (c) => c.html(askForPaper(site))
}

/**
 * POST /submit. A paper that is here already is shown. For one that is not, the reader describes it: the first form
 * brings `what`, the second `title` and the rest.
 */
export function takeSubmission(site: Site): Handler {
  return async (c) => {
    const { what, step, ...form } = await formFields(c, 'what', 'step', ...FIELDS)
    const existing = await findExisting(site.db, step === 'describe' ? form.id || form.title : what)
    if (existing !== null) return c.redirect(paths.paper(existing), 303)
    if (step !== 'describe') {
      return what.trim() === ''
        ? c.html(askForPaper(site, 'Please say which paper.'), 422)
        : c.html(describe(site, begun(what.trim())))
    }

    const draft = readForm(form)
    if (!isDraft(draft)) return c.html(describe(site, form, draft), 422)
    const problem = await submit(site.db, signedInPerson(c), draft, form.note, site.now())
    if (problem !== null) return c.html(describe(site, form, { note: problem }), 422)
    return c.redirect(paths.submissions, 303)
  }
}

const FIELDS = ['id', 'title', 'abstract', 'authors', 'published', 'link', 'note'] as const

/** The second form with what the first one tells: an id or an address, or else the title. */
function begun(what: string): SubmissionForm {
  const form = { title: '', abstract: '', authors: '', published: '', link: '', note: '' }
  const isName = /^(?:https?:\/\/|10\.\d{4,9}\/|doi:|arxiv:|\d{4}\.\d{4,5}|[a-z-]+\/\d{7})/i.test(
    what,
  )
  return isName ? { ...form, id: what } : { ...form, id: '', title: what }
}

function askForPaper(site: Site, problem?: string) {
  const content = html`<main id="content" class="page">
    <h1>Submit a paper</h1>
    <form class="fields" method="post" action="${paths.submit}">
      ${formField()}
      <p>
        <label for="what">An arXiv id, a DOI, an address or a title</label>
        <input
          id="what"
          type="text"
          name="what"
          required
          maxlength="1000"
          ${problem ? html`aria-invalid="true" aria-describedby="problem"` : ''}
        />
      </p>
      ${problem ? html`<p id="problem" class="mistake" role="alert">${problem}</p>` : ''}
      <button>Continue</button>
    </form>
    <p class="note"><a href="${paths.submissions}">What you submitted</a></p>
  </main>`
  return layout(site, { title: 'Submit a paper' }, plainDateline(), content)
}

interface Field {
  name: (typeof FIELDS)[number]
  label: string
  rows?: number // of a larger box
  required?: boolean
  help?: string
  maxlength?: number
}

const DESCRIPTION: Field[] = [
  { name: 'id', label: 'arXiv id, DOI or address', help: 'Empty when it has none' },
  { name: 'title', label: 'Title', required: true, maxlength: 500 },
  { name: 'authors', label: 'Authors', rows: 3, required: true, help: 'One a line' },
  { name: 'abstract', label: 'Abstract', rows: 8, maxlength: 10_000 },
  { name: 'published', label: 'Published', help: '2025, 2025-04 or 2025-04-17' },
  { name: 'link', label: 'Page of the project or the code' },
  {
    name: 'note',
    label: 'Why it belongs here',
    rows: 2,
    maxlength: NOTE_CHARACTERS_MAX,
    help: 'For the curators',
  },
]

function describe(site: Site, form: SubmissionForm, problems: Partial<SubmissionForm> = {}) {
  const content = html`<main id="content" class="page">
    <h1>Submit a paper</h1>
    <p>It is not here yet. Please describe it; a curator will look at it.</p>
    <form class="fields" method="post" action="${paths.submit}">
      ${formField()} <input type="hidden" name="step" value="describe" />
      ${DESCRIPTION.map((field) => fieldView(field, form[field.name], problems[field.name]))}
      <button>Submit</button>
    </form>
  </main>`
  return layout(site, { title: 'Submit a paper' }, plainDateline(), content)
}

function fieldView(
  { name, label, rows, required, help, maxlength }: Field,
  value: string,
  problem?: string,
) {
  const told = [help && `${name}-help`, problem && `${name}-problem`].filter(Boolean).join(' ')
  const attributes = html`id="${name}" name="${name}" ${required ? html`required` : ''}
  ${maxlength ? html`maxlength="${maxlength}"` : ''} ${told ? html`aria-describedby="${told}"` : ''}
  ${problem ? html`aria-invalid="true"` : ''}`
  return html`<p>
      <label for="${name}">${label}</label>
      ${
        rows
          ? html`<textarea rows="${rows}" ${attributes}>${value}</textarea>`
          : html`<input type="text" value="${value}" ${attributes} />`
      }
      ${help ? html`<small id="${name}-help">${help}</small>` : ''}
    </p>
    ${problem ? html`<p id="${name}-problem" class="mistake" role="alert">${problem}</p>` : ''}`
}
