import { html } from 'hono/html'
import { hasRole } from '../../accounts/person.ts'
import type { CorrectedKind } from '../../catalogue/correction.ts'
import { paths } from '../paths.ts'
import { currentVisit } from '../visit/visit.ts'

/** Whether whoever looks at the page that is being made may correct findings. */
export function mayCorrect(): boolean {
  return hasRole(currentVisit()?.person ?? null, 'curator')
}

/** The way to say that a finding is wrong. Curators correct it themselves. `quote` names it, `text` is how it is shown. */
export function wrongLink(paper: string, kind: CorrectedKind, quote: string, text = quote) {
  const what = text === '' ? kind : text
  return mayCorrect()
    ? html`<a href="${paths.correct(paper)}#${kind}s" aria-label="Correct ${what}">Correct</a>`
    : html`<a
        rel="nofollow"
        href="${paths.mistake(paper, kind, quote)}"
        aria-label="Report that this is wrong: ${what}"
        >Wrong?</a
      >`
}
