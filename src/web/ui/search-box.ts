import { html } from 'hono/html'
import { paths } from '../paths.ts'

/** The question every page can be asked. Without script it is a plain form. */
export function searchBox(query: string) {
  return html`<form class="search" role="search" action="${paths.papers()}">
    <label class="spoken" for="q">Search papers</label>
    <input
      id="q"
      type="search"
      name="q"
      value="${query}"
      placeholder="Search papers: words, a question, a title, author:name …"
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
    />
    <button>Search</button>
  </form>`
}
