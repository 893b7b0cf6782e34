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
  libraryVotes: (page = 1) => paged('/library/votes', page),
  moderationVotes: '/moderation/votes',

  login: (next = '/') => (next === '/' ? '/login' : `/login?${new URLSearchParams({ next })}`),
  loginLink: (secret: string) => `/login/${secret}`,
  logout: '/logout',
  settings: '/settings',
  people: '/admin/people',

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
  moderationLog: (page = 1) => paged('/moderation/log', page),

  submit: '/submit',
  submissions: '/submissions',
  inbox: '/inbox',
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
  /^\/(?:login|logout|settings|admin|vote|library|submit|submissions|inbox|report|moderation(?!\/log)|comments)(?:\/|$)/

/** Whether a page depends on who asks even when nobody is signed in. */
export function isPersonal(path: string): boolean {
  return PERSONAL.test(path)
}

const LISTS = /^\/(?:papers\/?|papers\/(?!.*\.(?:md|bib|atom)$).+|authors\/.+|moderation\/log)$/

/** Parameters that a page reads. All others are dropped before it sees them, so they cannot multiply pages. */
export function queryParameters(path: string): string[] {
  if (/^\/papers\/?$/.test(path)) return ['q', 'sort', 'page']
  if (path === '/login') return ['next']
  if (/^\/papers\/trending\/?$/.test(path)) return ['topic', 'by', 'page']
  if (path.startsWith('/api/')) return ['q', 'limit']
  return path.startsWith('/library/') || LISTS.test(path) ? ['page'] : []
}

function paged(path: string, page: number): string {
  return page === 1 ? path : `${path}?page=${page}`
}

function withQuery(path: string, query: Record<string, string>, page: number): string {
  return `${path}?${new URLSearchParams({ ...query, ...(page > 1 && { page: String(page) }) })}`
}

/** An id may hold slashes and colons, which stay readable: 'hep-th/9901001', 'doi:10.1/a'. Half a character has no address. */
function segments(id: string): string {
  return encodeURIComponent(id.toWellFormed()).replaceAll('%2F', '/').replaceAll('%3A', ':')
}
