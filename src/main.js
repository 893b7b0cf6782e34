#!/usr/bin/env -S node --max-semi-space-size=16
import module from 'node:module'
import { join } from 'node:path'

// The one file of JavaScript: an older Node reads it, and says what is missing; and Node 24 reads it without loading what
// takes the types out of TypeScript, which a start with a full cache then never needs.
//
// What Node made of the sources is kept for the next start, which then takes half the time. The folder is as safe as
// the code itself, unlike the shared one that Node would take; where it cannot be written, nothing is kept. Threads and
// child processes find it by the variable.
//
// Every way to run this hands Node --max-semi-space-size=16, which halves what clearing away costs and saves a fifth of an import's memory; it
// has to be there before the first line is run. `npm start` adds --preserve-symlinks, which saves a tenth of the start, in which a
// thousand files are asked whether they are links. Nothing that npm installs is one.
const kept = join(import.meta.dirname, '../node_modules/.cache/broadsheet')
process.env['NODE_COMPILE_CACHE'] = kept
const NODE_MIN = 24 // 22 reads TypeScript too, and lacks what the program is written with
const [major] = process.versions.node.split('.')
if (process.features.typescript && Number(major) >= NODE_MIN) {
  module.enableCompileCache(kept)
  await import('./program.ts')
} else {
  process.stderr.write(
    `Broadsheet needs Node 24, which npm ci brings along; npm start and npx broadsheet use it. This is Node ${process.version}.\n`,
  )
  process.exitCode = 1
}
