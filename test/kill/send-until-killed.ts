// Sends the digests that are due, from the database in the first argument to the relay at the port in the second, as
// worker of the name in the third, by a clock that is ahead by the milliseconds in the fourth, and by those in the file that
// a fifth may name: so time passes while it is frozen. Says 'sending' when it begins. Made to be killed.
import { readFileSync } from 'node:fs'
import { openPostgres } from '../../src/database/postgres.ts'
import { testSender } from '../test-digests.ts'

const [url, port, worker, aheadMs, file] = process.argv.slice(2)
const ahead = () => Number(aheadMs) + (file ? Number(readFileSync(file, 'utf8')) : 0)
const { db, close } = openPostgres(url!)
const sender = testSender(db, Number(port), () => new Date(Date.now() + ahead()), {
  worker: worker!,
  connections: 10,
})
console.log('sending')
await sender.drain()
await close()
