import { parsePaperId } from '../papers/ids.ts'
import type { Draft, IdKind } from '../papers/paper.ts'
import { parseDate } from '../sources/fields/dates.ts'

/** The source that accepted submissions are records of. */
export const SUBMISSION_SOURCE = 'submission'

/** A paper as a reader describes it, in the form of our own lines (docs/import.md). */
export interface SubmittedDraft {
  ids: Partial<Record<IdKind, string>>
  title: string
  abstract: string
  authors: string[]
  published?: string // '2025', '2025-04' or a day
  links: { url: string; kind: 'other' }[]
}

export type Decision = 'accepted' | 'rejected'

/** A paper that a reader wants on a day's page. */
export interface Submission {
  id: number
  by: { id: string; handle: string; name: string } | null // null: a former reader
  draft: SubmittedDraft
  paperId: string | null // the paper here, once there is one
  note: string
  submittedAt: Date
  decision: Decision | null // null: it waits
  reason: string | null
}

/** What a reader typed into the form. */
export interface SubmissionForm {
  id: string // an arXiv id, a DOI, an address; '' when there is none
  title: string
  abstract: string
  authors: string // one a line, or with semicolons
  published: string
  link: string
  note: string
}

const TITLE_CHARACTERS_MAX = 500 // (346 is the longest of 300,000)
const ABSTRACT_CHARACTERS_MAX = 10_000
const AUTHORS_MAX = 500
const NAME_CHARACTERS_MAX = 200
export const NOTE_CHARACTERS_MAX = 500

/** The paper that a form describes, or in words what is missing, by the name of its field. */
export function readForm(form: SubmissionForm): SubmittedDraft | Partial<SubmissionForm> {
  const problems = problemsOf(form)
  if (Object.keys(problems).length > 0) return problems

  const id = parsePaperId(form.id)
  const address = webAddress(form.link) ?? (id === null ? webAddress(form.id) : null)
  const published = form.published.trim()
  return {
    ids: id === null ? {} : idsOf(id),
    title: oneLine(form.title),
    abstract: form.abstract.trim(),
    authors: namesIn(form.authors),
    ...(published !== '' && { published }),
    links: address === null ? [] : [{ url: address, kind: 'other' }],
  }
}

function problemsOf(form: SubmissionForm): Partial<SubmissionForm> {
  const { link, published } = form
  const authors = namesIn(form.authors)
  const found: [keyof SubmissionForm, boolean, string][] = [
    [
      'id',
      form.id.trim() !== '' && parsePaperId(form.id) === null && webAddress(form.id) === null,
      'This is no arXiv id, DOI or address. Leave it empty when the paper has none.',
    ],
    ['title', oneLine(form.title) === '', 'The paper needs its title.'],
    ['title', form.title.length > TITLE_CHARACTERS_MAX, tooLong('A title', TITLE_CHARACTERS_MAX)],
    [
      'abstract',
      form.abstract.length > ABSTRACT_CHARACTERS_MAX,
      tooLong('An abstract', ABSTRACT_CHARACTERS_MAX),
    ],
    ['authors', authors.length === 0, 'Please name at least the first author.'],
    [
      'authors',
      authors.length > AUTHORS_MAX || authors.some((name) => name.length > NAME_CHARACTERS_MAX),
      `At most ${AUTHORS_MAX} names, one a line.`,
    ],
    [
      'published',
      published.trim() !== '' && parseDate(published.trim()) === null,
      'Write it as 2025, 2025-04 or 2025-04-17.',
    ],
    ['link', link.trim() !== '' && webAddress(link) === null, 'This is not the address of a page.'],
    ['note', form.note.length > NOTE_CHARACTERS_MAX, tooLong('A note', NOTE_CHARACTERS_MAX)],
  ]
  return Object.fromEntries(
    found.flatMap(([field, isWrong, words]) => (isWrong ? [[field, words]] : [])),
  )
}

function tooLong(what: string, most: number): string {
  return `${what} has ${most} characters at most.`
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ')
}

/** One a line, or with semicolons between them. */
function namesIn(text: string): string[] {
  return text.split(/[\n;]/).flatMap((name) => oneLine(name) || [])
}

export function isDraft(read: SubmittedDraft | Partial<SubmissionForm>): read is SubmittedDraft {
  return 'ids' in read
}

function idsOf(id: string): Draft['ids'] {
  const [, kind, value] = /^(doi|acl|openreview):(.+)$/.exec(id) ?? []
  return kind === 'doi' || kind === 'acl' || kind === 'openreview'
    ? { [kind]: value }
    : { arxiv: id }
}

function webAddress(text: string): string | null {
  const url = URL.parse(text.trim())
  return url && /^https?:$/.test(url.protocol) ? url.href : null
}
