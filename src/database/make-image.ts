// `npm run new-database`: keeps an empty database as PGlite makes it, for new ones to begin with, in place of the one of another
// version. To be run when PGlite changes.
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packFolder } from './image.ts'
import { createPGlite, imageOf, pgliteVersion } from './new-pglite.ts'

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-'))
await createPGlite(join(folder, 'database'))
const image = packFolder(join(folder, 'database'))
for (const old of globSync(imageOf('*'))) rmSync(old)
writeFileSync(imageOf(pgliteVersion()), image)
rmSync(folder, { recursive: true })
