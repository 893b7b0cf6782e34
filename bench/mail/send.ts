import { openPostgres } from '../../src/database/postgres.ts'
import { testSender } from '../../test/test-digests.ts'
import { peakMemoryMb } from '../child.ts'

// Sends what is planned, in a process of its own, as fast as it can: from the database in the first argument to the relay at
// the port in the second. Says as JSON what it took.
const [url, port] = process.argv.slice(2)
const { db, close } = openPostgres(url!)
const sender = testSender(db, Number(port), () => new Date(), { connections: 20 })
const began = performance.now()
const cpu = process.cpuUsage()
const accepted = await sender.drain()
const { user, system } = process.cpuUsage(cpu)
const seconds = (performance.now() - began) / 1000
await close()
console.log(
  JSON.stringify({
    accepted,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    peakMb: peakMemoryMb(process.pid),
  }),
)
