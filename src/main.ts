#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// What Node made of the sources is kept for the next start, which then takes half the time. The folder is as safe as
// the code itself, unlike the shared one that Node would take; where it cannot be written, nothing is kept.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/broadsheet'))

await import('./program.ts')
