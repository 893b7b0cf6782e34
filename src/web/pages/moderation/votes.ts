import type { Handler } from 'hono'
import { html } from 'hono/html'
import { release } from '../../../trending/vote-store.ts'
import { heldVotes, listDamped, refuseHeld, type Damped } from '../../../trending/voters-store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { plainDay } from '../../ui/dates.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { counted } from '../../ui/wording.ts'
import { formFields } from '../../visit/forms.ts'

/** GET /moderation/votes, for moderators: which votes do not count, and why. */
export function dampedVotesPage(site: Site): Handler {
  return async (c) => c.html(view(site, await listDamped(site.db)))
}

/** POST /moderation/votes: lets the held votes for a paper count, or refuses them. */
export function judgeHeldVotes(site: Site): Handler {
  return async (c) => {
    const { paper, judge } = await formFields(c, 'paper', 'judge')
    if (judge === 'refuse') await refuseHeld(site.db, paper)
    if (judge === 'count') {
      for (const vote of await heldVotes(site.db, paper)) await release(site.db, vote, 'held')
    }
    return c.redirect(paths.moderationVotes, 303)
  }
}

function view(site: Site, damped: Damped[]) {
  const { newAccountHours, perNetwork } = site.voting
  const content = html`<main id="content" class="page moderation">
    <h1>Votes that do not count</h1>
    <p>
      ${newAccountHours > 0 ? `The votes of a new account wait until it is ${counted(newAccountHours, 'hour')} old.` : 'The votes of new accounts count at once.'}
      ${perNetwork > 0 ? `When one network gives a paper more than about ${counted(perNetwork, 'vote')} in an hour, further ones are held here.` : 'Votes from one network are not limited.'}
    </p>
    ${damped.length === 0 ? html`<p>All votes count.</p>` : table(damped)}
  </main>`
  return layout(site, { title: 'Votes that do not count' }, plainDateline(), content)
}

function table(damped: Damped[]) {
  return html`<div class="wide" tabindex="0" role="region" aria-label="Papers with such votes">
    <table>
      <thead>
        <tr>
          <th scope="col">Paper</th>
          <th scope="col">Counted</th>
          <th scope="col">Waiting</th>
          <th scope="col">Held</th>
          <th scope="col">Refused</th>
          <th scope="col">Since</th>
        </tr>
      </thead>
      <tbody>
        ${damped.map(row)}
      </tbody>
    </table>
  </div>`
}

function row(paper: Damped) {
  return html`<tr>
    <th scope="row">
      <a href="${paths.paper(paper.paperId)}">${paper.title}</a>
      ${paper.held > 0 ? judgement(paper) : ''}
    </th>
    <td>${paper.counted}</td>
    <td>${paper.waiting}</td>
    <td>${paper.held}</td>
    <td>${paper.refused}</td>
    <td>${plainDay(paper.since.toISOString().slice(0, 10))}</td>
  </tr>`
}

function judgement({ paperId, title, held, voters }: Damped) {
  const more = held - voters.length
  return html`<p>
      Held: ${voters.map((handle) => `@${handle}`).join(', ')}${more > 0 ? ` and ${more} more` : ''}
    </p>
    <form method="post" action="${paths.moderationVotes}">
      ${formField()}
      <input type="hidden" name="paper" value="${paperId}" />
      <button name="judge" value="count">
        Count them<span class="spoken"> for ${title}</span>
      </button>
      <button name="judge" value="refuse">
        Refuse them<span class="spoken"> for ${title}</span>
      </button>
    </form>`
}
