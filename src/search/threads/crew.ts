import { Worker } from 'node:worker_threads'
import { worker, type Equipment, type TaskName, type Tasks } from './tasks.ts'

/** Someone who does tasks, one after the other, in the order in which they were asked. */
export interface Hand {
  run<Name extends TaskName>(name: Name, ask: Tasks[Name]['ask']): Promise<Tasks[Name]['reply']>
  waiting(): number // tasks not yet done
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

/** A thread of its own. When it dies, what it was asked fails, and the next task starts a new one that knows nothing yet. */
export function threadHand(equipment: Equipment, desk: number): Hand {
  const pending = new Map<
    number,
    { resolve: (reply: never) => void; reject: (error: Error) => void }
  >()
  let next = 0
  let lastUse: Tasks['use']['ask'] | null = null
  let thread = start()

  function start(): Worker {
    const started = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: { equipment, desk },
    })
    started.unref()
    started.on('message', ({ number, reply, error }: Reply) => {
      const task = pending.get(number)
      pending.delete(number)
      if (error) task?.reject(error)
      else task?.resolve(reply as never)
    })
    started.on('error', (error: Error) => {
      for (const { reject } of pending.values()) reject(error)
      pending.clear()
      thread = start()
      if (lastUse) void run('use', lastUse)
    })
    return started
  }

  function run<Name extends TaskName>(
    name: Name,
    ask: Tasks[Name]['ask'],
  ): Promise<Tasks[Name]['reply']> {
    if (name === 'use') lastUse = ask as Tasks['use']['ask']
    const number = next++
    return new Promise((resolve, reject) => {
      pending.set(number, { resolve, reject })
      thread.postMessage({ number, name, ask })
    })
  }

  return {
    run,
    waiting: () => pending.size,
    close: async () => void (await thread.terminate()),
  }
}
