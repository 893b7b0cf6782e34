// Makes the tables in the new embedded database in the folder given and ends. `new-pglite.ts` runs it as a process of its own.
import { PGlite } from '@electric-sql/pglite'
import { migrate } from './migrate.ts'
import { lineTo } from './pglite-line.ts'
import { openedPGlite, PGLITE_OPTIONS } from './pglite.ts'

const pglite = await PGlite.create({ ...PGLITE_OPTIONS, dataDir: process.argv[2] })
const { db, close } = openedPGlite(lineTo(pglite), () => {})
await migrate(db)
await close()
