import { html } from 'hono/html'
import { authorKey } from '../../papers/names.ts'
import { paths } from '../paths.ts'
import { number } from './wording.ts'

const AUTHORS_ON_CARD = 3

/** 'Yee Whye Teh, Max Welling and 3 more'. Empty when nobody is named. */
export function shortAuthors(authors: string[]): string {
  const more = authors.length - AUTHORS_ON_CARD
  if (more <= 0) return joined(authors)
  return `${authors.slice(0, AUTHORS_ON_CARD).join(', ')} and ${more} more`
}

function joined(names: string[]): string {
  return names.length < 2
    ? (names[0] ?? '')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

const AUTHORS_AT_ONCE = 40 // a page of names; a collaboration of thousands opens on demand

/** Every author in order, each a link to their papers. */
export function linkedAuthors(authors: string[]) {
  const shown = authors.slice(0, AUTHORS_AT_ONCE)
  const more = authors.slice(AUTHORS_AT_ONCE)
  return html`<p class="authors">${separated(shown)}</p>
    ${
      more.length === 0
        ? ''
        : html`<details class="authors">
            <summary>and ${number(more.length)} more</summary>
            <p>${separated(more)}</p>
          </details>`
    }`
}

function separated(names: string[]) {
  return names.map((name, position) => html`${position ? ', ' : ''}${linkedAuthor(name)}`)
}

function linkedAuthor(name: string) {
  const key = authorKey(name)
  return key === '' ? name : html`<a href="${paths.author(key)}">${name}</a>`
}
