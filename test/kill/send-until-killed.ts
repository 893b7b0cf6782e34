// Sends the digests that are due, from the database in the first argument to the relay at the port in the second, as
// worker of the name in the third, by a clock that is ahead by the milliseconds in the fourth. Says 'sending' when it begins.
// Made to be killed.
import { openPostgres } from '../../src/database/postgres.ts'
import { testSender } from '../test-digests.ts'

const [url, port, worker, aheadMs] = process.argv.slice(2)
const { db, close } = openPostgres(url!)
const sender = testSender(db, Number(port), () => new Date(Date.now() + Number(aheadMs)), {
  worker: worker!,
  connections: 10,
})
console.log('sending')
await sender.drain()
await close()
