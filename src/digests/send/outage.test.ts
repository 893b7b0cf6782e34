import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { faultServer } from '../../../test/fault-server.ts'
import { newPostgresDatabase } from '../../../test/test-database.ts'
import { emptySearch, reader, testSender } from '../../../test/test-digests.ts'
import { posted, saveDrafts } from '../../../test/test-site.ts'
import { openPostgres } from '../../database/postgres.ts'
import { planDue } from '../plan.ts'
import { reconcile } from './ledger-store.ts'

const DAY = '2025-04-17'
const SUBSCRIBED = new Date(`${DAY}T05:00:00Z`)
const MORNING = new Date(`${DAY}T07:30:00Z`)

test.skipIf(!inject('postgresUrl'))(
  '16: a server that throws everybody out in mid-run loses no mail and doubles none',
  async () => {
    const url = await newPostgresDatabase()
    const { db, close } = openPostgres(url)
    onTestFinished(close)
    const search = await emptySearch()
    onTestFinished(() => search.close())
    await saveDrafts(db, [posted(DAY, 1)])
    const names = Array.from({ length: 40 }, (_, n) => `reader${n}`)
    for (const name of names) await reader(db, name, SUBSCRIBED)
    await planDue({ db, search }, MORNING)

    let now = MORNING
    const outages = [5, 15, 25] // after so many mails
    const relay = await faultServer(async ({ line }) => {
      if (line !== 'DOT' || relay.messages.length < (outages[0] ?? Infinity)) return null
      outages.shift()
      await throwOut(url)
      return null
    })
    onTestFinished(relay.close)
    for (let run = 0; run < 8; run++) {
      await testSender(db, relay.port, () => now, { worker: `r${run}` })
        .drain()
        .catch(() => {}) // the run ends; what it had in hand is given to others when its lease is over
      now = new Date(now.getTime() + 2 * 60_000)
      await reconcile(db, 'hold', now)
    }
    expect(outages).toEqual([])
    expect(relay.messages.map(({ to }) => to).toSorted()).toEqual(
      names.map((name) => `${name}@example.com`).toSorted(),
    )
    const left = await db.selectFrom('deliveries').select('state').distinct().execute()
    expect(left).toEqual([{ state: 'accepted' }])
  },
)

/** Ends every connection to the database, as a restart of the server does. */
async function throwOut(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  const client = new pg.Client({ connectionString: inject('postgresUrl')! })
  await client.connect()
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
    name,
  ])
  await client.end()
}
