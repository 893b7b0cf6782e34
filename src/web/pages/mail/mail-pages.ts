import type { Hono } from 'hono'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { changeDigests, digestsPage } from './digests.ts'
import { confirm, confirmPage } from './confirm.ts'
import { issueFeed } from './feed.ts'
import { issuePage, issuesPage, myIssuePage } from './issue.ts'
import { outboxPage } from './outbox.ts'
import { eraseOwnData, ownDataFile, ownDataPage } from './own-data.ts'
import { changePreferences, preferencesPage } from './preferences.ts'
import { askToSubscribe, subscribePage } from './subscribe.ts'
import { unsubscribePage, unlisted } from './unsubscribe.ts'

/** Everything that readers see of mail. */
export function mailPages(app: Hono, site: Site): void {
  app.get(paths.subscribe, subscribePage(site)).post(askToSubscribe(site))
  app.use('/email/*', unlisted)
  app.get('/email/c/:token', confirmPage(site)).post(confirm(site))
  app.get('/email/p/:token', preferencesPage(site)).post(changePreferences(site))
  app.get('/email/u/:token', unsubscribePage(site))
  app.get('/email/v/:token', myIssuePage(site))
  app.get('/email/d/:token', ownDataPage(site)).post(eraseOwnData(site))
  app.get('/email/d/:token/file', ownDataFile(site))
  app.get(paths.issues, issuesPage(site))
  app.get('/digests/:name{(?:daily|weekly)\\.atom}', issueFeed(site))
  app.get('/digests/:kind/:date', issuePage(site))
}

/** Behind the door for admins. */
export function mailAdminPages(app: Hono, site: Site): void {
  app.get(paths.outbox, outboxPage(site))
  app.get(paths.digests, digestsPage(site)).post(changeDigests(site))
}
