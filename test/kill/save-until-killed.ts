// Saves one batch after another into the folder given, and says the number of each once it is stored. The third
// argument tells whether the database has a thread of its own.
import { openDatabase } from '../../src/database/open.ts'
import { savePapers } from '../../src/papers/save.ts'
import { batch, read } from './batches.ts'

const [folder, first, ownThread] = process.argv.slice(2)
const { db } = await openDatabase(`pglite:${folder}`, { ownThread: ownThread === 'true' })
for (let number = Number(first); ; number++) {
  await savePapers(db, batch(number), read)
  process.stdout.write(`${number}\n`)
}
