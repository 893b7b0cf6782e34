#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// The one file of JavaScript: Node reads it without loading what takes the types out of TypeScript, which a start with a
// full cache then never needs.
//
// What Node made of the sources is kept for the next start, which then takes half the time. The folder is as safe as
// the code itself, unlike the shared one that Node would take; where it cannot be written, nothing is kept. Threads and
// child processes find it by the variable.
const kept = join(import.meta.dirname, '../node_modules/.cache/broadsheet')
process.env['NODE_COMPILE_CACHE'] = kept
enableCompileCache(kept)

await import('./program.ts')
