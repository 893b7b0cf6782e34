import { join } from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openPostgres } from '../../src/database/postgres.ts'
import { planDue } from '../../src/digests/plan.ts'
import { reconcile } from '../../src/digests/send/ledger-store.ts'
import { randomFrom } from '../random.ts'
import { temporaryFolder } from '../temporary-file.ts'
import { newPostgresDatabase } from '../test-database.ts'
import { emptySearch } from '../test-digests.ts'
import { posted, saveDrafts } from '../test-site.ts'
import { copies, manyReaders, sendUntilKilled, settleByLog, startSink } from './mail-run.ts'

const READERS = 400
const KILLS = 4
const MINUTE_MS = 60_000
const folder = temporaryFolder()

test.skipIf(!inject('postgresUrl'))(
  `15: ${KILLS} kills of the sender lose no mail and double none, when the relay's log is read`,
  { timeout: 180_000 },
  async () => {
    const url = await newPostgresDatabase()
    const { db, close } = openPostgres(url)
    onTestFinished(close)
    const search = await emptySearch()
    onTestFinished(() => search.close())
    const dueAt = new Date(Date.now() - MINUTE_MS)
    const day = dueAt.toISOString().slice(0, 10)
    await saveDrafts(
      db,
      Array.from({ length: 15 }, (_, n) => posted(day, n + 1)),
    )
    await manyReaders(db, READERS, dueAt)
    expect(await planDue({ db, search }, new Date())).toBe(READERS)

    const log = join(folder, 'relay.log')
    const sink = await startSink(log)
    onTestFinished(() => void sink.process.kill())
    const random = randomFrom(15)
    let later = 0
    for (let kill = 0; ; kill++) {
      const ended = await sendUntilKilled(url, sink.port, `w${kill}`, {
        afterMs: kill < KILLS ? 50 + random.below(700) : 60_000,
        aheadMs: later,
      })
      later += 2 * MINUTE_MS // leases are over
      const now = new Date(Date.now() + later)
      await reconcile(db, 'hold', now)
      await settleByLog(db, log, now)
      if (ended) break
    }

    const counted = copies(log)
    expect(counted.size).toBe(READERS)
    expect([...counted.values()].filter((times) => times !== 1)).toEqual([])
    const states = await db.selectFrom('deliveries').select('state').distinct().execute()
    expect(states).toEqual([{ state: 'accepted' }])
  },
)
