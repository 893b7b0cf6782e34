import { html } from 'hono/html'
import type { VoteState } from '../../trending/vote.ts'
import { paths } from '../paths.ts'
import { currentMark } from '../visit/marks.ts'
import { formField } from './form-field.ts'
import { number } from './wording.ts'

/** What the button says. A vote that does not count yet says so, because the number beside it does not move. */
export function voteLabel(state: VoteState | null): string {
  if (state === null) return 'Vote'
  return state === 'counted'
    ? 'Voted'
    : state === 'refused'
      ? 'Vote not counted'
      : 'Voted, counts later'
}

/** Where a reader without script lands after voting: on the button that was pressed. */
export function voteAnchor(paperId: string): string {
  return `vote-${paperId}`
}

/**
 * Where whoever is signed in votes for a paper, and takes it back; nothing for everybody else. The form says what is wanted, not "the
 * other way round", so sending it twice does no harm.
 */
export function voteForm(paper: { id: string; titleText: string; votes: number }) {
  const mark = currentMark(paper.id)
  if (mark === null) return ''
  return html`<form
    class="vote"
    method="post"
    action="${paths.vote(paper.id)}"
    id="${voteAnchor(paper.id)}"
  >
    ${formField()}
    <input type="hidden" name="vote" value="${mark.vote === null ? 'yes' : 'no'}" />
    <button>
      <b>${voteLabel(mark.vote)}</b> <span>${number(paper.votes)}</span>
      <span class="spoken">for ${paper.titleText}</span>
    </button>
  </form>`
}
