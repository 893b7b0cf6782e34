import type { Hono } from 'hono'
import { askAuthorship, authorshipPage } from './pages/authorship/ask.ts'
import { authorLinksPage, fixLinks } from './pages/authorship/links.ts'
import {
  addComment,
  changeComment,
  commentHistory,
  commentPlace,
  editCommentPage,
  reactToComment,
  removeComment,
} from './pages/discussion/comments.ts'
import { authorshipsPage, judgeAuthor } from './pages/moderation/authorships.ts'
import { blockPage, blockPerson } from './pages/moderation/block.ts'
import { hideComment, hidePage, restoreComment } from './pages/moderation/hide.ts'
import { hiddenPapersPage, hidePaperPage, moderatePaper } from './pages/moderation/hide-paper.ts'
import { moderationLog } from './pages/moderation/log.ts'
import { moderationQueue, settle } from './pages/moderation/queue.ts'
import { reportPage, takeReport } from './pages/moderation/report.ts'
import { noticesPage, readNotices } from './pages/notices.ts'
import { personPage } from './pages/person.ts'
import { decideSubmission, inbox } from './pages/submissions/inbox.ts'
import { ownSubmissions } from './pages/submissions/own.ts'
import { submitPage, takeSubmission } from './pages/submissions/submit.ts'
import { paths } from './paths.ts'
import type { Site } from './site.ts'
import { requirePerson, requireRole } from './visit/require.ts'

/** Where readers take part: their part of the site map. */
export function communityRoutes(app: Hono, site: Site): void {
  app.post(paths.comments, requirePerson, addComment(site))
  app.get('/comments/:id', commentPlace(site))
  app.get('/comments/:id/history', commentHistory(site))
  app.use('/comments/:id/*', requirePerson)
  app.get('/comments/:id/edit', editCommentPage(site)).post(changeComment(site))
  app.post('/comments/:id/delete', removeComment(site))
  app.post('/comments/:id/reaction', reactToComment(site))
  app
    .get('/comments/:id/hide', requireRole(site, 'moderator'), hidePage(site))
    .post(requireRole(site, 'moderator'), hideComment(site))
  app.post('/comments/:id/restore', requireRole(site, 'moderator'), restoreComment(site))
  app.get('/people/:handle', personPage(site))
  app.use('/people/:handle/block', requireRole(site, 'moderator'))
  app.get('/people/:handle/block', blockPage(site)).post(blockPerson(site))
  app.use('/report/*', requirePerson)
  app.get('/report/:kind/:subject{.+}', reportPage(site)).post(takeReport(site))
  app.get('/moderation/log', moderationLog(site))
  app.use(paths.moderation, requireRole(site, 'moderator'))
  app.get(paths.moderation, moderationQueue(site))
  app.use('/moderation/papers/*', requireRole(site, 'moderator'))
  app.get(paths.hiddenPapers, hiddenPapersPage(site))
  app.get('/moderation/papers/:id{.+}', hidePaperPage(site)).post(moderatePaper(site))
  app.post(paths.moderationSettle, requireRole(site, 'moderator'), settle(site))

  app.use('/authorship/*', requirePerson)
  app.get('/authorship/:id{.+}', authorshipPage(site)).post(askAuthorship(site))
  app.use('/author-links/*', requirePerson)
  app.get('/author-links/:id{.+}', authorLinksPage(site)).post(fixLinks(site))
  app.use('/moderation/authors/*', requireRole(site, 'moderator'))
  app.get(paths.moderationAuthors, authorshipsPage(site))
  app.post('/moderation/authors/:id', judgeAuthor(site))
  app.use('/notifications/*', requirePerson)
  app.get('/notifications', noticesPage(site))
  app.post(paths.noticesRead, readNotices(site))

  app.use(paths.submit, requirePerson)
  app.get(paths.submit, submitPage(site)).post(takeSubmission(site))
  app.get(paths.submissions, requirePerson, ownSubmissions(site))
  app.use('/inbox/*', requireRole(site, 'curator'))
  app.get(paths.inbox, inbox(site))
  app.post('/inbox/:id', decideSubmission(site))
}
