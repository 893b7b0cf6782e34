import { html } from 'hono/html'
import { paths } from '../paths.ts'
import type { Html } from './html.ts'

/** The bar of a page that belongs to no day: the ways back. */
export function plainDateline() {
  return dateline(
    html`<nav aria-label="Sections">
      <a href="${paths.front}">Front page</a>
      <a href="${paths.trending()}">Trending</a>
      <a href="${paths.papers()}">All papers</a>
      <a href="${paths.topics()}">Topics</a>
      <a href="${paths.systems()}">Systems</a>
      <a href="${paths.claims()}">Claims</a>
    </nav>`,
  )
}

/** A place in time that one can turn to. `name` is what a screen reader says instead of the short label. */
export interface Turn {
  href: string
  label: string
  name: string
}

export interface EditionBar {
  heading: string
  note: string // after the heading, quieter
  kind: 'Day' | 'Week' | 'Month'
  path: string // of this page, which may be the front page or a later page of the edition
  day: string // paths of the edition in its three sizes
  week: string
  month: string
  before: Turn | null
  after: Turn | null
}

/** The bar of an edition: its date as the page's heading, its neighbours, and its other sizes. */
export function editionDateline(bar: EditionBar) {
  const size = (kind: EditionBar['kind'], href: string) =>
    kind === bar.kind
      ? html`<a href="${href}" aria-current="${href === bar.path ? 'page' : 'true'}">${kind}</a>`
      : html`<a href="${href}">${kind}</a>`

  return dateline(
    html`<h1>${bar.heading}</h1>
      <p class="note">
        ${bar.note}&nbsp;· <a href="${paths.trending()}">Trending</a>&nbsp;·
        <a href="${paths.papers()}">All papers</a>
      </p>
      <nav aria-label="Edition">
        ${bar.before ? html`<a rel="prev" href="${bar.before.href}" aria-label="${bar.before.name}">← ${bar.before.label}</a>` : ''}
        ${size('Day', bar.day)} ${size('Week', bar.week)} ${size('Month', bar.month)}
        ${bar.after ? html`<a rel="next" href="${bar.after.href}" aria-label="${bar.after.name}">${bar.after.label} →</a>` : ''}
      </nav>`,
  )
}

function dateline(content: Html) {
  return html`<div class="dateline">${content}</div>`
}
