// Makes a new embedded database in the folder given and ends. `new-pglite.ts` runs it as a process of its own, because
// making one takes 700 MB of memory that WebAssembly never gives back, and opening one takes half of that.
import { PGlite } from '@electric-sql/pglite'

const pglite = await PGlite.create({ dataDir: process.argv[2] })
await pglite.close()
