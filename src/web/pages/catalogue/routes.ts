import { setTimeout as wait } from 'node:timers/promises'
import type { Handler, Hono } from 'hono'
import { newTurns, type InTurn } from '../../../lib/turns.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { requireRole } from '../../visit/require.ts'
import { claimsFile, claimsPage } from './claims.ts'
import { correctPage, takeCorrection } from './correct/correct.ts'
import { declineReports, mistakesPage } from './correct/mistakes.ts'
import { mistakePage, takeMistake } from './mistake.ts'
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
  const inTurn = newTurns()
  for (const format of ['csv', 'json'] as const) {
    app.get(paths.topics(`.${format}`), topicsFile(site, format))
    app.get(paths.systems({}, `.${format}`), oneByOne(inTurn, systemsFile(site, format)))
    app.get(paths.claims({}, `.${format}`), oneByOne(inTurn, claimsFile(site, format)))
  }
  app.get('/mistake', mistakePage(site)).post(takeMistake(site))
  app.use(paths.mistakes, requireRole(site, 'curator'))
  app.get(paths.mistakes, mistakesPage(site)).post(declineReports(site))
  app.use('/correct/*', requireRole(site, 'curator'))
  app.get('/correct/:id{.+}', correctPage(site)).post(takeCorrection(site))
}

/** So many come in meanwhile: Node takes one new connection at a time, and answers it, before it looks for the next. */
const OTHERS_MS = 20

/** A file of 10,000 rows takes 0.4 s of the processor: of many that are asked for at once, others wait for one. */
function oneByOne(inTurn: InTurn, make: Handler): Handler {
  return (c, next) =>
    inTurn('file', async () => {
      await wait(OTHERS_MS)
      return make(c, next)
    })
}
