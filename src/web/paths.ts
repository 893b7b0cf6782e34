import type { ReportKind } from '../community/moderation-store.ts'
import type { SearchOptions } from '../search/search.ts'

export type Sort = NonNullable<SearchOptions['sort']>

/** Every address of the site. A page that moves leaves no dead link, because links are made here alone. */
export const paths = {
  front: '/',
  papers: (page = 1) => paged('/papers', page),
  day: (day: string, page = 1) => paged(`/papers/date/${day}`, page),
  week: (week: string, page = 1) => paged(`/papers/week/${week}`, page),
  month: (month: string, page = 1) => paged(`/papers/month/${month}`, page),
  trending: (page = 1) => paged('/papers/trending', page),
  trendingAcross: (page = 1) => withQuery('/papers/trending', { by: 'topic' }, page),
  trendingIn: (topic: string, page = 1) => withQuery('/papers/trending', { topic }, page),
  search: (query: string, sort: Sort = 'best', page = 1) =>
    `/papers?${new URLSearchParams({ q: query, ...(sort !== 'best' && { sort }), ...(page > 1 && { page: String(page) }) })}`,
  paper: (id: string) => `/papers/${segments(id)}`,
  discussion: (id: string, page: number) => paged(`/papers/${segments(id)}`, page),
  paperMarkdown: (id: string) => `/papers/${segments(id)}.md`,
  paperBibtex: (id: string) => `/papers/${segments(id)}.bib`,
  paperFeed: (id: string) => `/papers/${segments(id)}.atom`,
  author: (key: string, page = 1) => paged(`/authors/${segments(key)}`, page),

  vote: (id: string) => `/vote/${segments(id)}`,
  shelf: (id: string) => `/shelf/${segments(id)}`,
  library: (page = 1) => paged('/library', page),
  libraryImport: '/library/import',
  libraryExport: (ending: string) => `/library/export/library.${ending}`,
  collections: '/collections',
  collection: (id: string, page = 1) => paged(`/collections/${segments(id)}`, page),
  collectionHide: (id: string) => `/collections/${segments(id)}/hide`,
  collectionRestore: (id: string) => `/collections/${segments(id)}/restore`,
  following: (page = 1) => paged('/following', page),
  newsRead: '/following/read',
  follow: '/follow',
  libraryVotes: (page = 1) => paged('/library/votes', page),
  moderationVotes: '/moderation/votes',
  topics: (file: '' | '.csv' | '.json' = '', sort?: 'name') =>
    `/topics${file}${parameters({ sort })}`,
  topic: (topic: string, page = 1) => paged(`/topics/${segments(topic)}`, page),
  systems: (filter: Filter = {}, file: '' | '.csv' | '.json' = '', page = 1) =>
    `/systems${file}${parameters(filter, page)}`,
  system: (key: string, page = 1) => paged(`/systems/${segments(key)}`, page),
  claims: (filter: Filter = {}, file: '' | '.csv' | '.json' = '', page = 1) =>
    `/claims${file}${parameters(filter, page)}`,
  mistake: (paper: string, kind: string, quote: string) =>
    `/mistake${parameters({ paper, kind, quote: quote.slice(0, QUOTE_LENGTH_MAX).toWellFormed() })}`,
  mistakes: '/mistakes',
  correct: (paper: string) => `/correct/${segments(paper)}`,

  login: (next = '/') => (next === '/' ? '/login' : `/login?${new URLSearchParams({ next })}`),
  loginLink: (secret: string) => `/login/${secret}`,
  signInWith: (provider: string) => `/login/with/${provider}`,
  backFrom: (provider: string) => `/login/with/${provider}/back`,
  passkeyLogin: '/login/passkey',
  logout: '/logout',
  settings: '/settings',
  newAddress: '/settings/address',
  newAddressLink: (secret: string) => `/settings/address/${secret}`,
  sessions: '/settings/sessions',
  unlink: '/settings/elsewhere',
  passkeys: '/settings/passkeys',
  mails: '/settings/mails',
  takeOut: '/settings/export',
  erase: '/settings/erase',
  people: (from = '') =>
    from === '' ? '/admin/people' : `/admin/people?${new URLSearchParams({ from })}`,

  subscribe: '/subscribe',
  confirm: (token: string) => `/email/c/${token}`,
  preferences: (token: string) => `/email/p/${token}`,
  unsubscribe: (token: string) => `/email/u/${token}`,
  myIssue: (token: string) => `/email/v/${token}`,
  ownMailData: (token: string) => `/email/d/${token}`,
  ownMailDataFile: (token: string) => `/email/d/${token}/file`,
  issues: '/digests',
  issue: (kind: string, date: string) => `/digests/${kind}/${date}`,
  issueFeed: (kind: string) => `/digests/${kind}.atom`,
  outbox: '/admin/outbox',
  digests: '/admin/digests',
  mailWebhook: '/webhooks/mail',

  aboutRanking: '/about/ranking',

  comments: '/comments',
  comment: (id: number) => `/comments/${id}`,
  commentEdit: (id: number) => `/comments/${id}/edit`,
  commentDelete: (id: number) => `/comments/${id}/delete`,
  commentReaction: (id: number) => `/comments/${id}/reaction`,
  commentHistory: (id: number) => `/comments/${id}/history`,
  commentHide: (id: number) => `/comments/${id}/hide`,
  commentRestore: (id: number) => `/comments/${id}/restore`,

  person: (handle: string) => `/people/${handle}`,
  block: (handle: string) => `/people/${handle}/block`,
  report: (kind: ReportKind, subject: string | number) =>
    `/report/${kind}/${segments(String(subject))}`,
  moderation: '/moderation',
  moderationSettle: '/moderation/settle',
  hiddenPapers: '/moderation/papers',
  moderatePaper: (id: string) => `/moderation/papers/${segments(id)}`,
  moderationLog: (page = 1) => paged('/moderation/log', page),

  authorship: (id: string) => `/authorship/${segments(id)}`,
  authorLinks: (id: string) => `/author-links/${segments(id)}`,
  moderationAuthors: '/moderation/authors',
  judgeAuthor: (id: number) => `/moderation/authors/${id}`,
  notices: (page = 1) => paged('/notifications', page),
  noticesRead: '/notifications/read',

  submit: '/submit',
  submissions: '/submissions',
  inbox: '/inbox',
  waiting: (id: number) => `/inbox#submission-${id}`,
  decideSubmission: (id: number) => `/inbox/${id}`,

  health: '/healthz',
  status: '/status',
  metrics: '/metrics',
  robots: '/robots.txt',
  openSearch: '/opensearch.xml',
  api: '/api',
  suggest: '/api/suggest',
  sitemap: '/sitemap.xml',
  sitemapOf: (period: string, number = 1) =>
    number === 1 ? `/sitemaps/${period}.xml` : `/sitemaps/${period}.${number}.xml`,
  manifest: '/site.webmanifest',
  icon: (name: string) => `/${name}`,
  asset: (name: string) => `/assets/${name}`,
}

const PERSONAL =
  /^\/(?:login|logout|settings|admin|vote|shelf|library|follow|following|submit|submissions|inbox|report|mistakes|correct|moderation(?!\/log)|comments|authorship|author-links|notifications|email)(?:\/|$)/

/** Whether a page depends on who asks even when nobody is signed in. */
export function isPersonal(path: string): boolean {
  return PERSONAL.test(path)
}

const LISTS =
  /^\/(?:papers\/?|papers\/(?!.*\.(?:md|bib|atom)$).+|authors\/.+|topics\/.+|systems\/.+|moderation\/log)$/

/** What tables are filtered by: see the pages of the catalogue. */
const TABLES: Record<string, string[]> = {
  systems: ['q', 'type', 'topic', 'year', 'sort', 'page'],
  claims: ['metric', 'unit', 'kind', 'topic', 'sort', 'page'],
  topics: ['sort'],
  mistake: ['paper', 'kind', 'quote'],
}

/** Parameters that a page reads. All others are dropped before it sees them, so they cannot multiply pages. */
export function queryParameters(path: string): string[] {
  if (/^\/papers\/?$/.test(path)) return ['q', 'sort', 'page']
  const table = /^\/([a-z]+)(?:\.csv|\.json)?\/?$/.exec(path)?.[1]
  if (table !== undefined && Object.hasOwn(TABLES, table)) return TABLES[table]!
  if (path === '/login') return ['next']
  if (/^\/login\/with\/[^/]+\/back$/.test(path)) return ['code', 'state', 'iss', 'error']
  if (/^\/papers\/trending\/?$/.test(path)) return ['topic', 'by', 'page']
  if (path === '/admin/people') return ['from']
  if (path.startsWith('/api/')) return apiParameters(path)
  return /^\/(?:library|following|notifications|collections)(?:\/|$)/.test(path) || LISTS.test(path)
    ? ['page']
    : []
}

type Filter = Record<string, string | null | undefined>

const QUOTE_LENGTH_MAX = 200 // an address has an end, and so much of a quote tells it from the others

/** Parameters that are given, '' when none is. */
function parameters(given: Filter, page = 1): string {
  const all = Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1]))
  if (page > 1) all.push(['page', String(page)])
  return all.length === 0 ? '' : `?${new URLSearchParams(all)}`
}

const DAILY = ['date', 'week', 'month', 'submitter', 'sort', 'p', 'limit']

function apiParameters(path: string): string[] {
  if (path === '/api/daily_papers') return DAILY
  return path === '/api/papers' ? ['cursor', 'limit'] : ['q', 'limit']
}

function paged(path: string, page: number): string {
  return page === 1 ? path : `${path}?page=${page}`
}

function withQuery(path: string, query: Record<string, string>, page: number): string {
  return `${path}?${new URLSearchParams({ ...query, ...(page > 1 && { page: String(page) }) })}`
}

/**
 * An id may hold slashes and colons, which stay readable: 'hep-th/9901001', 'doi:10.1/a'. Half a character has no
 * address. Where browsers and servers would take a part for a step up or for nothing ('a/../b', 'a//b', 'a/'), no slash stays.
 */
function segments(id: string): string {
  const isSafe = !/(?:^|\/)\.{0,2}(?:\/|$)/.test(id)
  if (isSafe && /^[\w.:/-]*$/.test(id)) return id
  const encoded = encodeURIComponent(id.toWellFormed()).replaceAll('%3A', ':')
  return isSafe ? encoded.replaceAll('%2F', '/') : encoded
}
