import { setTimeout as pause } from 'node:timers/promises'
import type { MeaningModel } from '../models/meaning-model.ts'
import type { IndexOptions } from './open.ts'
import { renewal, type Renewal } from './renewal.ts'
import type { Setting, State } from './state.ts'

export interface Embedding extends Pick<Renewal, 'progress'> {
  /** Something may lack vectors: look. Calls while it works are answered by its next look. */
  wake(): void
  /** Resolves when nothing is left to do, or when it was stopped. */
  idle(): Promise<void>
  stop(): Promise<void>
}

const RETRY_AFTER_MS = [0, 1000, 5000, 30_000, 120_000] // of a model that fails; the last one for ever

/**
 * Gives every part vectors of the wanted model, one part after the other, beside the queries. When a new model takes
 * over, the old vectors serve until the last part has new ones; then all change at once.
 * `inTurn` waits for a moment when nothing else changes the index. `failed` hears of each row of failures once.
 */
export function embedding(
  state: State,
  setting: Setting,
  inTurn: (work: () => Promise<boolean>) => Promise<boolean>,
  { failed = () => {}, renewed = () => {} }: Pick<IndexOptions, 'failed' | 'renewed'>,
): Embedding {
  const stopping = new AbortController()
  const { signal } = stopping
  const { lacking, prepare, takeOver, isDone, progress } = renewal(
    state,
    setting,
    () => signal.aborted,
    renewed,
  )
  let working: Promise<void> | null = null

  /** Returns whether nothing is left to do for this model. */
  async function step(model: MeaningModel): Promise<boolean> {
    const part = lacking(model)
    if (part) await prepare(part, model)
    const isEach = state.model === model // then a part is searched as soon as it has its vectors
    if (part && !isEach) return false
    return (await inTurn(() => takeOver(model))) && !part
  }

  async function work(): Promise<void> {
    for (let failures = 0; state.wanted !== null && !signal.aborted;) {
      try {
        if (await step(state.wanted)) return
        failures = 0
      } catch (error) {
        if (failures === 0 && !signal.aborted) failed(error)
        const wait = RETRY_AFTER_MS[Math.min(failures++, RETRY_AFTER_MS.length - 1)]
        await pause(wait, undefined, { signal, ref: false }).catch(() => {}) // ends early when stopped
      }
    }
  }

  function wake(): void {
    if (working !== null || signal.aborted || isDone()) return
    working = work().finally(() => {
      working = null
      wake() // for what came in its last moment
    })
  }

  async function idle(): Promise<void> {
    if (working === null) return
    await working
    await idle()
  }

  return {
    wake,
    progress,
    idle,
    async stop() {
      stopping.abort()
      await working
    },
  }
}
