import { readFileSync } from 'node:fs'

let compiled: Promise<WebAssembly.Module> | undefined

/**
 * PGlite's WebAssembly, compiled once in a process. V8 does that on other threads: who asks early has it ready when the
 * modules of the program are loaded, which keep this thread busy as long.
 */
export function pgliteModule(): Promise<WebAssembly.Module> {
  const wasm = new URL('pglite.wasm', import.meta.resolve('@electric-sql/pglite'))
  compiled ??= WebAssembly.compile(readFileSync(wasm))
  return compiled
}
