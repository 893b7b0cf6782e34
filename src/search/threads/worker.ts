import { parentPort, workerData } from 'node:worker_threads'
import { worker, type Equipment, type TaskName, type Tasks } from './tasks.ts'

const { equipment, desk } = workerData as { equipment: Equipment; desk: number }
const self = worker(equipment, desk)

parentPort!.on(
  'message',
  ({ number, name, ask }: { number: number; name: TaskName; ask: Tasks[TaskName]['ask'] }) => {
    try {
      parentPort!.postMessage({ number, reply: self.run(name, ask) })
      if (name === 'use') rehearse(self.rehearsal())
    } catch (error) {
      parentPort!.postMessage({ number, error })
    }
  },
)

let hasRehearsed = false

/** Once, between the tasks: a reader waits for one step at most. */
function rehearse(steps: Generator<void>): void {
  if (hasRehearsed) return
  const next = () => {
    try {
      if (steps.next().done) return
      hasRehearsed = true
      setImmediate(next)
    } catch {
      // what cannot be read now is told when a reader asks for it
    }
  }
  setImmediate(next)
}
