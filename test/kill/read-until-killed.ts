// Reads what changed in the folder given, and says after each batch how far it has come.
import { readChanges } from '../../src/catalogue/read-changes.ts'
import { openDatabase } from '../../src/database/open.ts'

const { db } = await openDatabase(`pglite:${process.argv[2]}`)
await readChanges(
  db,
  (id, error) => {
    throw new Error(`${id} could not be read`, { cause: error })
  },
  { onProgress: (change) => process.stdout.write(`${change}\n`) },
)
setInterval(() => {}, 1000) // waits to be killed, with everything read
