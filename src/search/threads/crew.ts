import { Worker } from 'node:worker_threads'
import { SearchUnavailable } from '../search.ts'
import { worker, type Equipment, type TaskName, type Tasks } from './tasks.ts'

/** Someone who does tasks, one after the other, in the order in which they were asked. */
export interface Hand {
  run<Name extends TaskName>(name: Name, ask: Tasks[Name]['ask']): Promise<Tasks[Name]['reply']>
  waiting(): number // tasks not yet done; Infinity for one that cannot be asked at the moment
  close(): Promise<void>
}

/** Works in this thread, at once. For tests and small collections. */
export function ownHand(equipment: Equipment): Hand {
  const self = worker(equipment, 0)
  return {
    run: async (name, ask) => self.run(name, ask),
    waiting: () => 0,
    close: async () => undefined,
  }
}

interface Reply {
  number: number
  reply?: unknown
  error?: Error
}

interface Task {
  name: TaskName
  ask: Tasks[TaskName]['ask']
  resolve: (reply: never) => void
  reject: (error: Error) => void
}

const RESTART_AFTER_MS = [0, 1000, 5000, 30_000] // of a thread that keeps dying; the last one for ever
const SETTLED_AFTER_MS = 60_000 // a thread that lived this long had no hand in the death of the former one

export interface Upbringing {
  equipment: Equipment
  desk: number
  waits?: boolean // begins when it is asked for something: most starts of a service need no builder
  died: (error: Error) => void // called once for every thread that died
  heapMegabytes?: number // the most that it may take; without it, what Node thinks fit
}

/**
 * A thread of its own. When it dies, the task that it was at fails with SearchUnavailable; the others wait for the
 * thread that takes its place, at once for the first time and later each time it dies again soon. While there is
 * none, tasks are refused, but `use`, which it will begin with.
 */
export function threadHand(upbringing: Upbringing): Hand {
  const pending = new Map<number, Task>()
  let next = 0
  let lastUse: Tasks['use']['ask'] | null = null
  let thread: Worker | null = null
  let deaths = 0
  let restart: NodeJS.Timeout | null = null
  let isClosed = false
  let isAwaited = upbringing.waits === true

  const heard = (reply: Reply) => settle(pending, reply)

  function start(): void {
    restart = null
    isAwaited = false
    const began = performance.now()
    const started = startThread(upbringing, heard, (cause) => {
      if (isClosed) return
      thread = null
      if (performance.now() - began > SETTLED_AFTER_MS) deaths = 0
      mourn(cause)
    })
    thread = started
    if (lastUse) post(next++, { name: 'use', ask: lastUse, resolve() {}, reject() {} })
  }

  /** The task that was asked first is the one it died of. */
  function mourn(cause: Error): void {
    const [first, ...others] = pending.values()
    pending.clear()
    first?.reject(new SearchUnavailable(cause))
    const wait = RESTART_AFTER_MS[Math.min(deaths++, RESTART_AFTER_MS.length - 1)]!
    if (wait === 0) {
      start()
      for (const task of others) post(next++, task)
    } else {
      for (const task of others) task.reject(new SearchUnavailable(cause))
      restart = setTimeout(start, wait).unref()
    }
    upbringing.died(cause)
  }

  function post(number: number, task: Task): void {
    pending.set(number, task)
    thread!.postMessage({ number, name: task.name, ask: task.ask })
  }

  if (!isAwaited) start()
  return {
    async run(name, ask) {
      if (isAwaited) start()
      if (name === 'use') lastUse = ask as Tasks['use']['ask']
      if (thread === null && name === 'use') return null
      if (thread === null) throw new SearchUnavailable(null)
      return new Promise((resolve, reject) => post(next++, { name, ask, resolve, reject }))
    },
    waiting: () => (thread === null && !isAwaited ? Infinity : pending.size),
    async close() {
      isClosed = true
      if (restart) clearTimeout(restart)
      await thread?.terminate()
      for (const { reject } of pending.values()) reject(new SearchUnavailable(null))
      pending.clear()
    },
  }
}

function settle(pending: Map<number, Task>, { number, reply, error }: Reply): void {
  const task = pending.get(number)
  pending.delete(number)
  if (error) task?.reject(error)
  else task?.resolve(reply as never)
}

function startThread(
  { equipment, desk, heapMegabytes }: Upbringing,
  heard: (reply: Reply) => void,
  ended: (cause: Error) => void,
): Worker {
  const thread = new Worker(new URL('worker.ts', import.meta.url), {
    workerData: { equipment, desk },
    ...(heapMegabytes && { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } }),
  })
  let cause: Error | null = null
  thread.unref()
  thread.on('message', heard)
  thread.on('error', (error: Error) => void (cause = error)) // 'exit' follows
  thread.on('exit', (code) => ended(cause ?? new Error(`A search thread ended with code ${code}`)))
  return thread
}
