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

/** An author who is here. */
export interface AuthorHere {
  authorName: string
  authorKey: string
  by: { handle: string; name: string }
}

/** Every author in order, each a link to their papers, with who of them is here. */
export function linkedAuthors(authors: string[], here: AuthorHere[]) {
  const byKey = Map.groupBy(here, ({ authorKey: key }) => key)
  const shown = authors.slice(0, AUTHORS_AT_ONCE)
  const more = authors.slice(AUTHORS_AT_ONCE)
  const keys = new Set(authors.map(authorKey))
  const renamed = here.filter(({ authorKey: key }) => !keys.has(key)) // the paper spells them differently now
  return html`<p class="authors">${separated(shown, byKey)}</p>
    ${renamed.length === 0 ? '' : html`<p class="authors">Here: ${renamed.map(({ authorName, by }, n) => html`${n ? ', ' : ''}${authorName} ${handleLink(by)}`)}</p>`}
    ${
      more.length === 0
        ? ''
        : html`<details class="authors">
            <summary>and ${number(more.length)} more</summary>
            <p>${separated(more, byKey)}</p>
          </details>`
    }`
}

function separated(names: string[], here: Map<string, AuthorHere[]>) {
  return names.map((name, position) => html`${position ? ', ' : ''}${linkedAuthor(name, here)}`)
}

function linkedAuthor(name: string, here: Map<string, AuthorHere[]>) {
  const key = authorKey(name)
  if (key === '') return name
  const link = html`<a href="${paths.author(key)}">${name}</a>`
  const people = here.get(key) ?? []
  return people.length === 0
    ? link
    : html`${link}${people.map(({ by }) => html` ${handleLink(by)}`)}`
}

function handleLink({ handle }: AuthorHere['by']) {
  return html`<small>(<a href="${paths.person(handle)}">@${handle}</a>)</small>`
}
