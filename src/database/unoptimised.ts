import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 choose no WebAssembly to be optimised while this work is done: only function 0 may be, and that is none of the
 * database's own.
 *
 * PostgreSQL's parser is one function, which takes V8 600 MB at once and a second of another processor to optimise, and seems to
 * deserve it after one statement. For all work in which the parser is busy.
 */
export async function unoptimised<Result>(work: () => Promise<Result>): Promise<Result> {
  setFlagsFromString('--wasm-tier-up-filter=0')
  try {
    return await work()
  } finally {
    setFlagsFromString('--wasm-tier-up-filter=-1')
  }
}
