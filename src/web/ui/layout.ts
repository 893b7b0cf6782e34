import { html } from 'hono/html'
import { paths } from '../paths.ts'
import { SITE_NAME } from '../site-name.ts'
import type { Site } from '../site.ts'
import { currentVisit } from '../visit/visit.ts'
import type { Html } from './html.ts'
import { masthead } from './masthead.ts'
import { subscribeBar } from './subscribe-bar.ts'

/** What a page says about itself to browsers and search engines. */
export interface Head {
  title?: string // absent on the front page, which is the site
  description?: string
  canonical?: string // a path; absent on pages that are no place of their own, which are not to be indexed
  query?: string // what the page answers, to stand in the search box
  previous?: string | null // paths of the neighbours in a list
  next?: string | null
  meta?: Html
  script?: string // path of a script that only this page needs
}

function scriptsOf({ assets }: Site): string[] {
  return currentVisit() ? [...assets.scripts, ...assets.personalScripts] : assets.scripts
}

/** A whole page. `dateline` is the bar under the name; `content` brings its own <main>. */
export function layout(site: Site, head: Head, dateline: Html, content: Html) {
  const { title, canonical } = head
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title ? `${title} · ${SITE_NAME}` : SITE_NAME}</title>
        ${head.description ? html`<meta name="description" content="${head.description}" />` : ''}
        ${canonical === undefined ? html`<meta name="robots" content="noindex" />` : html`<link rel="canonical" href="${site.publicUrl}${canonical}" />`}
        ${head.previous ? html`<link rel="prev" href="${head.previous}" />` : ''}
        ${head.next ? html`<link rel="next" href="${head.next}" />` : ''} ${head.meta ?? ''}
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbfaf6" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#16171a" />
        <link rel="stylesheet" href="${site.assets.style}" />
        <link rel="icon" href="${paths.icon('favicon.ico')}" sizes="32x32" />
        <link rel="icon" href="${paths.icon('icon.svg')}" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="${paths.icon('icon-180.png')}" />
        <link rel="manifest" href="${paths.manifest}" />
        <link
          rel="search"
          href="${paths.openSearch}"
          type="application/opensearchdescription+xml"
          title="${SITE_NAME}"
        />
        ${head.script ? html`<script type="module" src="${head.script}"></script>` : ''}
        ${scriptsOf(site).map((path) => html`<script type="module" src="${path}"></script> `)}
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        ${masthead(dateline, head.query ?? '')} ${content}
        ${canonical === undefined || canonical === paths.subscribe ? '' : subscribeBar()}
        <footer class="colophon">
          <span>${SITE_NAME}</span>
          <a href="${paths.front}">Front page</a>
          <a href="${paths.papers()}">All papers</a>
          <a href="${paths.topics()}">Topics</a>
          <a href="${paths.systems()}">Systems</a>
          <a href="${paths.claims()}">Claims</a>
          <a href="${paths.issues}">Past mails</a>
          <a href="${paths.collections}">Collections</a>
          <a href="${paths.submit}">Submit a paper</a>
          <a href="${paths.status}">Status</a>
          <a href="${paths.aboutRanking}">How papers are ranked</a>
          <a href="${paths.moderationLog()}">Moderation log</a>
        </footer>
      </body>
    </html> `
}
