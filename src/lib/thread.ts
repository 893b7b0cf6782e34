import type { Transferable, Worker } from 'node:worker_threads'

/** A thread that answers questions. Its answers have no names, so one is asked for at a time. */
export interface Thread<Question, Answer> {
  /** Also after it could not take or hand over something. */
  hasEnded(): boolean
  /** What is `moved` is the thread's from then on. Rejects with ThreadEnded when the thread ends meanwhile, or cannot take the question. */
  ask(question: Question, moved?: Transferable[]): Promise<Answer>
  /** At once, whatever it does. */
  end(): Promise<unknown>
}

/** The worker posts one message for each that it gets. */
export function threadOf<Question, Answer>(worker: Worker): Thread<Question, Answer> {
  let ending: ThreadEnded | null = null
  let asked: PromiseWithResolvers<Answer> | null = null
  const ended = (cause: unknown) => {
    ending ??= new ThreadEnded(cause)
    asked?.reject(ending)
  }
  worker.on('message', (answer: Answer) => asked?.resolve(answer))
  worker.on('error', ended)
  worker.on('messageerror', ended)
  worker.on('exit', ended)

  return {
    hasEnded: () => ending !== null,
    ask(question, moved) {
      if (ending) return Promise.reject(ending)
      asked = Promise.withResolvers()
      try {
        worker.postMessage(question, moved)
      } catch (error) {
        ended(error)
      }
      return asked.promise
    },
    end: () => worker.terminate(),
  }
}

/** The thread is no more, or of no more use. The cause is what it threw, or the code with which it ended. */
export class ThreadEnded extends Error {
  override name = 'ThreadEnded'

  constructor(cause: unknown) {
    super(`A thread ended before it had answered: ${whyEnded(cause)}`, { cause })
  }
}

/** WebAssembly that ends itself throws what has a message and is no Error. */
function whyEnded(cause: unknown): string {
  if (typeof cause === 'number') return `with code ${cause}`
  const hasMessage = typeof cause === 'object' && cause !== null && 'message' in cause
  return String(hasMessage ? cause.message : cause)
}
