import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as breathe, setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { migrate } from '../../src/database/migrate.ts'
import { openDatabase } from '../../src/database/open.ts'
import { PAPERS_CHANGED } from '../../src/papers/save-store.ts'
import { savePapers } from '../../src/papers/save.ts'
import { startFeed } from '../../src/search/feed.ts'
import { openIndex } from '../../src/search/index/open.ts'
import { BUILT_IN_MODEL } from '../../src/search/meaning/built-in.ts'
import { drawnPapers } from './large.ts'
import { head, row } from './markdown.ts'
import { speedOf } from './measure.ts'
import { asDocument } from './ours.ts'

const SAVED = 50 // papers, one after the other
const PAUSE_MS = 100 // between them, as papers come one by one

/**
 * How long after the call that saves a paper it is found: through the embedded database, its notification, the feed and the threads, as
 * in the service, in an index of so many papers that is kept in a folder. Asked again and again, so the time includes the queries.
 */
export async function livingTable(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-living-'))
  const { db, listen, close } = await openDatabase(`pglite:${join(folder, 'data')}`)
  await migrate(db)
  const failed = (error: unknown) => {
    throw error
  }
  const search = await openIndex({
    folder: join(folder, 'index'),
    modelPath: fileURLToPath(BUILT_IN_MODEL),
    threads: 1,
    failed,
  })
  const papers = await drawnPapers(count)
  const upsert = papers.map((paper) => ({ ...asDocument(paper), ...paper }))
  await search.apply({ upsert, remove: [], number: 0 })
  await search.compact()
  const feed = startFeed(db, search, { applied() {}, failed }, () => new Date())
  await listen(PAPERS_CHANGED, feed.wake)

  const times: number[] = []
  for (let n = 0; n < SAVED; n++) {
    const draft = { ids: { arxiv: `3001.${String(n).padStart(5, '0')}` }, title: `Qzxv${n}k owls`, abstract: papers[n]!.abstract } // prettier-ignore
    const start = performance.now()
    await savePapers(db, [{ source: 'bench', externalId: draft.ids.arxiv, raw: '', draft }], () => draft) // prettier-ignore
    while ((await search.search(`"qzxv${n}k"`, { limit: 1 })).total === 0) await breathe()
    times.push(performance.now() - start)
    await pause(PAUSE_MS)
  }
  const { p50, p99 } = speedOf(times)
  head('', 'p50 ms', 'p99 ms', 'target')
  row(`from saving a paper until it is found among ${count}, at a load of ${loadavg()[0]!.toFixed(1)}`, p50.toFixed(0), p99.toFixed(0), '1,000') // prettier-ignore
  await feed.stop()
  await search.close()
  await close()
  rmSync(folder, { recursive: true })
}
