import { html } from 'hono/html'
import type { Hit } from '../../search/search.ts'
import { counted } from './wording.ts'

type Explanation = NonNullable<Hit['explanation']>

/** Why a paper was found, closed until asked. */
export function why(explanation: Explanation) {
  const reasons = [...named(explanation), ...words(explanation), ...voices(explanation)]
  if (reasons.length === 0) return ''
  return html`<details class="why">
    <summary>Why is this here?</summary>
    <ul>
      ${reasons.map((reason) => html`<li>${reason}</li>`)}
    </ul>
  </details>`
}

function named({ isNamed }: Explanation) {
  return isNamed ? ['It goes by the name that was asked for, so it comes first.'] : []
}

/** One reason for each word: its stem and its exact form are one to a reader. */
function words({ words: matches }: Explanation) {
  return [...Map.groupBy(matches, ({ word }) => word)].map(([word, forms]) => {
    const fields = [...new Set(forms.flatMap((form) => form.fields))]
    const papers = Math.max(...forms.map((form) => form.papers))
    const score = forms.reduce((sum, form) => sum + form.score, 0)
    return html`“${word}” in ${fields.join(', ')}: ${score.toFixed(2)} (${counted(papers, 'paper')}
    ${papers === 1 ? 'has' : 'have'} it)`
  })
}

function voices({ parts, passage, meaning, company }: Explanation) {
  if (parts === null) return []
  return [
    html`Words give ${parts.words.toFixed(2)} of the score.`,
    ...(parts.together > 0
      ? [html`They stand side by side as in the query: ${parts.together.toFixed(2)}.`]
      : []),
    ...(parts.passage > 0
      ? [
          html`One passage says ${Math.round(100 * (passage ?? 0))}% of the query:
          ${parts.passage.toFixed(2)}.`,
        ]
      : []),
    html`Near in meaning to the query (${(meaning ?? 0).toFixed(2)}): ${parts.meaning.toFixed(2)}.`,
    html`Near to the first papers found (${(company ?? 0).toFixed(2)}): ${parts.company.toFixed(2)}.`,
  ]
}
