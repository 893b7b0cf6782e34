// `npm run new-database`: keeps an empty database as PGlite makes it, for new ones to begin with. To be run, and the old file
// removed, when PGlite changes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packFolder } from './image.ts'
import { createPGlite, imageOf, pgliteVersion } from './new-pglite.ts'

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-'))
await createPGlite(join(folder, 'database'))
writeFileSync(imageOf(pgliteVersion()), packFolder(join(folder, 'database')))
rmSync(folder, { recursive: true })
