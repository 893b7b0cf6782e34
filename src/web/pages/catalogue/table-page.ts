import { html } from 'hono/html'
import type { Html } from '../../ui/html.ts'

/** A way to order a table, and the address that orders it so. */
export interface Order {
  label: string
  path: string
  isCurrent: boolean
}

/** A choice of a filter: what the form sends, and what stands on the page. */
export type Choice = [value: string, label: string]

/** Links that order a list, the current one marked. */
export function orders(all: Order[]) {
  return html`<nav class="sorts" aria-label="Order">
    ${all.map(({ label, path, isCurrent }) => html`<a rel="nofollow" href="${path}" ${isCurrent ? html` aria-current="page"` : ''}>${label}</a> `)}
  </nav>`
}

/** A field of a filter form that chooses one of few. */
export function choose(name: string, label: string, choices: Choice[], chosen: string | null) {
  return html`<p>
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      <option value="">Any</option>
      ${choices.map(([value, shown]) => html`<option value="${value}" ${value === chosen ? html` selected` : ''}>${shown}</option>`)}
    </select>
  </p>`
}

/** A field of a filter form to type into; `known` are offered while typing, and others are welcome. */
export function type(name: string, label: string, typed: string | null, known: string[] = []) {
  const offered = known.length > 0 ? html` list="${name}-known"` : ''
  return html`<p>
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      value="${typed ?? ''}"
      maxlength="100"
      autocomplete="off"
      ${offered}
    />
    ${known.length > 0 ? html`<datalist id="${name}-known">${known.map((value) => html`<option value="${value}"></option>`)}</datalist>` : ''}
  </p>`
}

/** Filters as a form that works without script. `kept` goes along unseen. */
export function filters(path: string, kept: Record<string, string>, fields: Html[]) {
  return html`<form class="filters" action="${path}">
    ${fields}
    ${Object.entries(kept).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <p><button>Show</button> <a href="${path}">Show all</a></p>
  </form>`
}

/** What can be taken home of a table. */
export function downloads(paths: { csv: string; json: string }) {
  return html`<p class="note">
    Download: <a rel="nofollow" href="${paths.csv}">CSV</a>,
    <a rel="nofollow" href="${paths.json}">JSON</a>
  </p>`
}

/** A table that scrolls by itself where the page is narrow. */
export function wideTable(name: string, content: Html) {
  return html`<div class="wide" role="region" aria-label="${name}" tabindex="0">
    <table>
      ${content}
    </table>
  </div>`
}
