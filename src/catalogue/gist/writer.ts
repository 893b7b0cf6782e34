import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../../database/database.ts'
import { checkedGist } from './checked-gist.ts'
import { askForGist, EndpointError, type GistEndpoint } from './endpoint.ts'
import { keepGist, nextUnwritten } from './gist-store.ts'

const TRIES_MAX = 3 // of one paper in a row: a text that the endpoint cannot take must not hold up the others
const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 15 * 60_000

/** Writes gists for the newest papers, one after another. */
export interface GistWriter {
  /** Papers were read: look. */
  wake: () => void
  stop: () => Promise<void>
}

export interface GistWriterOptions {
  endpoint: GistEndpoint
  perMinute: number
  now: () => Date
  failed: (error: unknown) => void
}

/** What became of one look. */
type Look = 'nothing left' | 'written' | { pauseMs: number }

/** Asks for the gist of the next paper and keeps what may be shown of the answer. `tries` counts failures in a row. */
export async function writeNext(
  db: Database,
  { endpoint, now, failed }: Omit<GistWriterOptions, 'perMinute'>,
  tries: number,
): Promise<Look> {
  const paper = await nextUnwritten(db, endpoint.model)
  if (!paper) return 'nothing left'
  try {
    const gist = checkedGist(await askForGist(endpoint, paper), paper)
    await keepGist(db, paper, { model: endpoint.model, gist, at: now() })
    return 'written'
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error
    failed(error)
    if (tries + 1 >= TRIES_MAX && error.retryAfterMs === null) {
      await keepGist(db, paper, { model: endpoint.model, gist: null, at: now() })
    }
    const pauseMs = error.retryAfterMs ?? FIRST_PAUSE_MS * 4 ** tries
    return { pauseMs: Math.min(pauseMs, LONGEST_PAUSE_MS) }
  }
}

/** At most `perMinute` questions, one at a time. */
export function startGistWriter(db: Database, options: GistWriterOptions): GistWriter {
  const stopped = new AbortController()
  const state = { isWriting: false, isWoken: false }
  let writing: Promise<void> = Promise.resolve()

  async function pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: stopped.signal }).catch(() => {}) // stopping ends a pause
  }

  async function write(): Promise<void> {
    let tries = 0
    while (!stopped.signal.aborted) {
      state.isWoken = false
      const look = await writeNext(db, options, tries)
      if (look === 'nothing left') {
        if (!state.isWoken) return
      } else if (look === 'written') {
        tries = 0
        await pause(60_000 / options.perMinute)
      } else {
        tries = (tries + 1) % TRIES_MAX
        await pause(look.pauseMs)
      }
    }
  }

  return {
    wake() {
      state.isWoken = true
      if (state.isWriting || stopped.signal.aborted) return
      state.isWriting = true
      writing = write()
        .catch(options.failed)
        .finally(() => (state.isWriting = false))
    },
    async stop() {
      stopped.abort()
      await writing
    },
  }
}
