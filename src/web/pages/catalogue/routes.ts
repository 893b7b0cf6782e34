import type { Handler, Hono } from 'hono'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { requireRole } from '../../visit/require.ts'
import { problemPage } from '../not-found.ts'
import { claimsFile, claimsPage } from './claims.ts'
import { correctPage, takeCorrection } from './correct/correct.ts'
import { declineReports, mistakesPage } from './correct/mistakes.ts'
import { mistakePage, takeMistake } from './mistake.ts'
import { newOneByOne } from './one-by-one.ts'
import { systemPage } from './system.ts'
import { systemsFile, systemsPage } from './systems.ts'
import { topicPage } from './topic.ts'
import { topicsFile, topicsPage } from './topics.ts'

/** What papers say together: its tables, as pages and as files, and what is wrong in them. */
export function catalogueRoutes(app: Hono, site: Site): void {
  app.get(paths.topics(), topicsPage(site))
  app.get('/topics/:topic', topicPage(site))
  app.get(paths.systems(), systemsPage(site))
  app.get('/systems/:key', systemPage(site))
  app.get(paths.claims(), claimsPage(site))
  const oneByOne = newOneByOne(tooMany(site))
  for (const format of ['csv', 'json'] as const) {
    app.get(paths.topics(`.${format}`), topicsFile(site, format))
    app.get(paths.systems({}, `.${format}`), oneByOne(systemsFile(site, format)))
    app.get(paths.claims({}, `.${format}`), oneByOne(claimsFile(site, format)))
  }
  app.get('/mistake', mistakePage(site)).post(takeMistake(site))
  app.use(paths.mistakes, requireRole(site, 'curator'))
  app.get(paths.mistakes, mistakesPage(site)).post(declineReports(site))
  app.use('/correct/*', requireRole(site, 'curator'))
  app.get('/correct/:id{.+}', correctPage(site)).post(takeCorrection(site))
}

const AGAIN_IN_S = '10' // by then those that wait have their files

/** Answers 503: as many files are waited for as can be made in some seconds. */
function tooMany(site: Site): Handler {
  return (c) => {
    c.header('retry-after', AGAIN_IN_S)
    const help = 'Many people take tables home at this moment. Please try again in some seconds.'
    return c.html(problemPage(site, 'This table is not ready yet', help), 503)
  }
}
