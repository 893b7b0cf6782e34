import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { decideAll, type Verdict } from '../../../community/curate.ts'
import type { Submission } from '../../../community/submission.ts'
import { listSubmissions, listWaiting } from '../../../community/submissions-store.ts'
import { dayOf, parseDay } from '../../../lib/days.ts'
import { readHeatRule } from '../../../papers/attention-store.ts'
import { paths } from '../../paths.ts'
import { rowNumber } from '../../row-number.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { layout } from '../../ui/layout.ts'
import { counted } from '../../ui/wording.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'
import { problemPage } from '../not-found.ts'
import { REASON_CHARACTERS_MAX, wantedView } from './wanted-view.ts'

const WANTED_SHOWN = 50

/** GET /inbox: the papers that readers submitted, the hottest first, for curators. */
export function inbox(site: Site): Handler {
  return async (c) => {
    const { rankWanted } = await import('../../../community/wanted.ts') // reads records in all formats: a start can do without
    const { rule } = await readHeatRule(site.db)
    const ranked = rankWanted(await listWaiting(site.db), rule)
    const papers = await submissionsOf(
      site,
      ranked.slice(0, WANTED_SHOWN).map(({ ids }) => ids),
    )
    const content = html`<main id="content" class="page">
      <h1>Submitted papers</h1>
      ${
        papers.length === 0
          ? html`<p>Nothing waits for you.</p>`
          : html`${introduction(ranked.length, rule.halfLifeHours)}
            ${papers.map((sent, at) => wantedView(sent, dayOf(site.now()), papers[at + 1]?.[0]?.id))}`
      }
    </main>`
    return c.html(layout(site, { title: 'Submitted papers' }, plainDateline(), content))
  }
}

/** The submissions of each paper, the first sent first. Those decided meanwhile are left out. */
async function submissionsOf({ db }: Site, papers: number[][]): Promise<Submission[][]> {
  const all = await listSubmissions(db, papers.flat())
  const byId = new Map(all.map((each) => [each.id, each]))
  return papers
    .map((ids) => ids.flatMap((id) => byId.get(id) ?? []))
    .filter((sent) => sent.length > 0)
}

function introduction(papers: number, halfLifeHours: number) {
  return html`<p>
      ${counted(papers, 'paper')} to decide
      on${papers > WANTED_SHOWN ? `, of which these are the first ${WANTED_SHOWN}` : ''}.
      <kbd>j</kbd> and <kbd>k</kbd> move, <kbd>a</kbd> accepts for today, <kbd>s</kbd> goes to the
      day for another one and <kbd>Enter</kbd> takes it, <kbd>r</kbd> rejects.
    </p>
    <p class="note">
      The hottest first: every reader who sends a paper in is a vote for it, which counts half after
      ${counted(halfLifeHours, 'hour')}.
    </p>`
}

/** POST /inbox/:id: decides on the submissions of one paper, of which `id` is the first. */
export function decideSubmission(site: Site): Handler<object, '/inbox/:id'> {
  return async (c) => {
    const fields = await formFields(c, 'decision', 'day', 'reason', 'also', 'next')
    const verdict = verdictOf(fields, dayOf(site.now()))
    if (verdict === null) {
      const help = 'Days are written like 2025-04-17.'
      return c.html(problemPage(site, 'There is no such day', help), 422)
    }
    const ids = [c.req.param('id'), ...fields.also.split(',')].flatMap((id) => rowNumber(id) ?? [])
    const decided = await decideAll(
      site.db,
      ids.slice(0, DECIDED_AT_ONCE),
      verdict,
      signedInPerson(c),
      site.now(),
    )
    const next = rowNumber(fields.next)
    return decided
      ? c.redirect(next === null ? paths.inbox : paths.waiting(next), 303)
      : decidedAlready(c, site)
  }
}

const DECIDED_AT_ONCE = 50 // readers who sent the same paper; who came later waits for the next look

/** Null when there is no such day. Anything but a rejection or a day to come is for today. */
function verdictOf(
  { decision, day, reason }: Record<'decision' | 'day' | 'reason', string>,
  today: string,
): Verdict | null {
  if (decision === 'reject')
    return { reason: reason.slice(0, REASON_CHARACTERS_MAX).toWellFormed() }
  const posted = decision === 'schedule' ? parseDay(day) : today
  return posted === null ? null : { day: posted }
}

function decidedAlready(c: Context, site: Site) {
  const help = html`Somebody else was faster.
    <a href="${paths.inbox}">Back to the submitted papers</a>`
  return c.html(problemPage(site, 'This is decided already', help), 409)
}
