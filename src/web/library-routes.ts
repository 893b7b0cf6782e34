import type { Hono } from 'hono'
import { votePage } from './pages/vote.ts'
import { changeCollectionPage, collectionPage } from './pages/collections/collection.ts'
import { collectionsPage, makeCollection } from './pages/collections/list.ts'
import { followPage } from './pages/library/follow.ts'
import { followingPage, markRead } from './pages/library/following.ts'
import { importLibrary, libraryImportPage } from './pages/library/import.ts'
import { libraryFile, libraryPage } from './pages/library/library.ts'
import { shelfPage } from './pages/library/shelf.ts'
import { ownVotesPage } from './pages/library/votes.ts'
import { hideCollectionPage, restoreCollectionPage } from './pages/moderation/hide-collection.ts'
import { dampedVotesPage, judgeHeldVotes } from './pages/moderation/votes.ts'
import { paths } from './paths.ts'
import type { Site } from './site.ts'
import { requirePerson, requireRole } from './visit/require.ts'

/** Votes, and what readers keep and follow. */
export function libraryRoutes(app: Hono, site: Site): void {
  app.post('/vote/:id{.+}', requirePerson, votePage(site))
  app.post('/shelf/:id{.+}', requirePerson, shelfPage(site))
  app.use('/library/*', requirePerson)
  app.get('/library', libraryPage(site))
  app.get(paths.libraryImport, libraryImportPage(site)).post(importLibrary(site))
  app.get('/library/export/:file', libraryFile(site))
  app.get(paths.collections, collectionsPage(site)).post(requirePerson, makeCollection(site))
  app.get('/collections/:id', collectionPage(site)).post(requirePerson, changeCollectionPage(site))
  const moderator = requireRole(site, 'moderator')
  app.post('/collections/:id/hide', moderator, hideCollectionPage(site))
  app.post('/collections/:id/restore', moderator, restoreCollectionPage(site))
  app.use('/following/*', requirePerson)
  app.get('/following', followingPage(site))
  app.post(paths.newsRead, markRead(site))
  app.post(paths.follow, requirePerson, followPage(site))
  app.get('/library/votes', ownVotesPage(site))
  app.use(paths.moderationVotes, moderator)
  app.get(paths.moderationVotes, dampedVotesPage(site)).post(judgeHeldVotes(site))
}
