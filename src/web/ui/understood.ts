import { html } from 'hono/html'
import type { Result } from '../../search/search.ts'
import { paths, type Sort } from '../paths.ts'
import { clauseInWords, withoutClause } from '../query-text.ts'

const WORDS_SHOWN = 12 // of a pasted abstract nobody checks more

/** How a query was read, in words, with a way to take each filter back. */
export function understood({ understood: read }: Result, query: string, sort: Sort) {
  const more = read.words.length - WORDS_SHOWN
  const words = `${read.words.slice(0, WORDS_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  const also = read.alsoWords.slice(0, WORDS_SHOWN).join(', ')
  return html`<div class="understood">
    ${words && html`<p>Searched for <b>${words}</b>${also && html`, also as <b>${also}</b>`}${read.usedMeaning ? ', by words and by meaning' : ', by words'}.</p>`}
    ${read.corrected.map(({ from, to }) => html`<p>No paper, or hardly any, has “${from}”; shown are results for <b>${to}</b>.</p>`)}
    ${read.clauses.length > 0 ? filters(read.clauses, query, sort) : ''}
    ${read.notes.map((note) => html`<p>${note[0]!.toUpperCase()}${note.slice(1)}.</p>`)}
  </div>`
}

function filters(clauses: string[], query: string, sort: Sort) {
  return html`<p>
    Only papers
    ${clauses.map((shown, position) => {
      const without = withoutClause(query, shown)
      const words = clauseInWords(shown)
      return html`${position > 0 ? ', ' : ''}<b>${words}</b>${
        without === null
          ? ''
          : html` (<a
                rel="nofollow"
                href="${paths.search(without, sort)}"
                aria-label="Take away: ${words}"
                >take away</a
              >)`
      }`
    })}.
  </p>`
}
