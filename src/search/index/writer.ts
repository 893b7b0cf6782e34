import type { Changes } from '../search.ts'
import { mergeThese, partsToMerge } from './merging.ts'
import { save } from './save.ts'
import type { Setting, State } from './state.ts'
import { takeIn } from './take-in.ts'

const SAVED_AFTER = 5000 // papers; what a crash can cost, a second of building

/** The one who changes the index. Changes wait for each other; merges go on beside them, one at a time. */
export function writer(state: State, setting: Setting) {
  const inOneThread = setting.building === setting.merging
  let line: Promise<unknown> = Promise.resolve()
  let merge: Promise<void> | null = null

  /** Runs when all that was asked before is done, whether that went well or not. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = line.then(work, work)
    line = done.catch(() => undefined)
    return done
  }

  /** In one thread a merge is part of the change that caused it, so it must not wait for that to end. */
  const swapInTurn = inOneThread ? (work: () => Promise<void>) => work() : inTurn<void>

  async function mergeWhileNeeded() {
    for (let some = partsToMerge(state.parts); some !== null; some = partsToMerge(state.parts)) {
      await mergeThese(state, setting, some, swapInTurn)
    }
  }

  function startMerging(work: () => Promise<void>): Promise<void> {
    merge ??= work().finally(() => (merge = null))
    return merge
  }

  return {
    inTurn,
    apply: (changes: Changes) =>
      inTurn(async () => {
        await takeIn(state, setting, changes)
        const merging = startMerging(mergeWhileNeeded)
        if (inOneThread) await merging
        else merging.catch(() => undefined) // the parts stay as they are, and the next change tries again
        if (state.unsaved >= SAVED_AFTER) await save(state, setting)
      }),
    save: () => inTurn(() => save(state, setting)),
    async compact() {
      await line
      await merge
      if (state.parts.length > 1)
        await startMerging(() => mergeThese(state, setting, state.parts, swapInTurn))
      state.isSaved = false
      await inTurn(() => save(state, setting))
    },
  }
}
