import { Hono, type MiddlewareHandler } from 'hono'
import { contextStorage } from 'hono/context-storage'
import type { IdentityProvider } from '../accounts/providers/provider.ts'
import type { Database } from '../database/database.ts'
import type { Search } from '../search/search.ts'
import { api } from '../api/api.ts'
import type { Mail } from '../mail/mailer.ts'
import { readMailFacts } from '../digests/report-store.ts'
import { mailFactsReader, newMetrics } from '../status/metrics.ts'
import { statusReader, type Running } from '../status/status.ts'
import { accountPages } from './pages/account/account-pages.ts'
import { apiDoor, type ApiLimits } from './api-door.ts'
import { ICONS, loadAssets } from './assets.ts'
import { fromCache } from './cache/from-cache.ts'
import type { PageCache } from './cache/page-cache.ts'
import { dayEdition, monthEdition, weekEdition } from './editions.ts'
import { aboutRankingPage } from './pages/about-ranking.ts'
import { authorPage } from './pages/author.ts'
import { refuseBlocked } from './visit/blocked.ts'
import { catalogueRoutes } from './pages/catalogue/routes.ts'
import { datedPage } from './pages/edition.ts'
import { assetFile, iconFile } from './pages/files.ts'
import { frontPage } from './pages/front.ts'
import { mailAdminPages, mailPages } from './pages/mail/mail-pages.ts'
import { unsubscribe } from './pages/mail/unsubscribe.ts'
import { mailWebhook } from './pages/mail/webhook.ts'
import { health } from './pages/health.ts'
import { manifest } from './pages/manifest.ts'
import { newestPage } from './pages/newest.ts'
import { unknownAddress } from './pages/not-found.ts'
import { openSearch } from './pages/open-search.ts'
import { paperPage } from './pages/paper.ts'
import { robots } from './pages/robots.ts'
import { searchPage } from './pages/search.ts'
import { serverErrorPage, type Failure } from './pages/server-error.ts'
import { sitemap, sitemapIndex } from './pages/sitemap.ts'
import { metricsPage, statusPage } from './pages/status.ts'
import { trendingPage } from './pages/trending.ts'
import { communityRoutes } from './community-routes.ts'
import { libraryRoutes } from './library-routes.ts'
import { paths } from './paths.ts'
import { readableRequests } from './readable-requests.ts'
import { securityHeaders } from './security-headers.ts'
import { countUnread } from '../library/news-store.ts'
import { acrossReader, usualReader } from '../trending/usual-store.ts'
import type { VotingRule } from '../trending/vote.ts'
import type { MailKeys } from '../digests/keys.ts'
import type { Site } from './site.ts'
import { keepSession } from './visit/cookies.ts'
import { guardForms } from './visit/forms.ts'
import { findVisit, type Visit } from './visit/visit.ts'

export interface WebOptions {
  db: Database
  search: Search
  publicUrl: string // where readers reach the site, without a slash at its end: 'https://papers.example.org'
  now: () => Date
  cache: PageCache
  running: Running
  log: (failure: Failure) => void
  sendMail: (mail: Mail) => Promise<void>
  apiLimits: ApiLimits
  voting: VotingRule
  voteHeld: (paperId: string) => void
  mailLeaves: boolean // false: nothing here can send mail, and links stand in the log
  providers: IdentityProvider[] // where people may sign in from
  trustedProxies: number // before the service, which note where requests come from
  mailKeys: MailKeys
  mailWebhookSecret: string | null
  later: (work: Promise<void>) => void
}

/** Every page of the site. */
export function web(options: WebOptions): Hono {
  const { db, now, cache, running, log } = options
  const assets = loadAssets()
  const status = statusReader(db, options.search, running, now)
  const mail = mailFactsReader((at) => readMailFacts(db, at), now)
  const metrics = newMetrics(cache.counted, status, mail)
  const search = metrics.timed(options.search)
  const usual = usualReader(db, now)
  const across = acrossReader(db, now, usual)
  const site: Site = { ...options, search, assets, status, usual, across }
  const app = new Hono()

  app.use(securityHeaders(site.publicUrl))
  app.use(contextStorage(), visiting(site))
  app.use(readableRequests(site))
  app.post('/email/u/:token', unsubscribe(site)) // mail programs send it: the token is its only right
  app.post(paths.mailWebhook, mailWebhook(site)) // the relay sends it: its signature is
  app.use(guardForms(site))
  app.use(refuseBlocked(site))

  app.get(paths.front, frontPage(site))
  app.get('/papers', (c, next) => {
    const page = c.req.query('q') === undefined ? newestPage : searchPage
    return page(site)(c, next)
  })
  app.get('/papers/trending', trendingPage(site))
  app.get('/papers/date/:date', datedPage(site, dayEdition))
  app.get('/papers/week/:date', datedPage(site, weekEdition))
  app.get('/papers/month/:date', datedPage(site, monthEdition))
  app.get('/papers/:id{.+}', paperPage(site))
  app.get('/authors/:name{.+}', authorPage(site))
  app.get(paths.aboutRanking, aboutRankingPage(site))

  libraryRoutes(app, site)
  catalogueRoutes(app, site)

  accountPages(app, site)
  mailPages(app, site)
  mailAdminPages(app, site)
  communityRoutes(app, site)

  app.route(paths.api, api({ db, search, publicUrl: site.publicUrl, paths, status, now, log }))
  app.get(paths.openSearch, openSearch(site))
  app.get(paths.health, health(site))
  app.get(paths.status, statusPage(site))
  app.get(paths.metrics, metricsPage(metrics))
  app.get(paths.robots, robots(site))
  app.get(paths.sitemap, sitemapIndex(site))
  app.get('/sitemaps/:name', sitemap(site))
  app.get(paths.manifest, manifest())
  for (const [name, type] of Object.entries(ICONS)) app.get(paths.icon(name), iconFile(name, type))
  for (const file of assets.files) app.get(file.path, assetFile(file))

  app.notFound(unknownAddress(site))
  app.onError(serverErrorPage(site, log))
  const kept = fromCache(app, cache, (c) => findVisit(c, db, now()))
  return apiDoor(kept, site, options.apiLimits)
}

/** Pages know who asks by what fromCache has found out. */
function visiting(
  site: Site,
): MiddlewareHandler<{ Bindings: { visit?: Visit | null } | undefined }> {
  return async (c, next) => {
    const visit = c.env?.visit ?? null
    c.set('visit', visit)
    if (visit?.isNoted) keepSession(c, site, visit.secret)
    if (visit && c.req.method === 'GET') {
      const { news, notices } = await countUnread(site.db, visit.person.id, site.now())
      c.set('unread', news)
      c.set('notices', notices)
    }
    await next()
  }
}
