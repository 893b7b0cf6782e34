import { Worker } from 'node:worker_threads'
import { threadOf, type Thread } from '../lib/thread.ts'
import { renderForStorage, type StoredText } from './render.ts'

export interface TextToRender {
  title: string
  abstract: string
}

/** Renders texts by the thousand. */
export interface Renderer {
  /** One rendering for each text, in their order. */
  render: (texts: TextToRender[]) => Promise<StoredText[]>
  close(): Promise<void>
}

/** The rendered texts of a thousand papers, and the formulas that are remembered, take a tenth of it. */
const THREAD_MEGABYTES = 256

/**
 * Renders what comes first in this thread, because most files are small, and from the second call on in a thread of its own:
 * setting formulas is a third of the work of an import. However that thread ends, this one goes on by itself.
 */
export function newRenderer(newWorker = renderWorker): Renderer {
  let isFirst = true
  let thread: Thread<TextToRender[], StoredText[]> | null = null
  let last: Promise<unknown> = Promise.resolve() // the thread's answers have no names: one is asked for at a time

  async function renderElsewhere(texts: TextToRender[]): Promise<StoredText[]> {
    thread ??= threadOf(newWorker())
    if (thread.hasEnded()) return renderHere(texts)
    return thread.ask(texts).catch(() => renderHere(texts))
  }

  return {
    async render(texts) {
      const isHere = isFirst
      isFirst = false
      if (isHere) return renderHere(texts)
      const rendered = last.then(() => renderElsewhere(texts))
      last = rendered
      return rendered
    },
    async close() {
      await thread?.end()
    },
  }
}

function renderHere(texts: TextToRender[]): StoredText[] {
  return texts.map(({ title, abstract }) => renderForStorage(title, abstract))
}

function renderWorker(): Worker {
  return new Worker(new URL('render-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MEGABYTES },
  })
}
