import { parentPort, workerData } from 'node:worker_threads'
import { worker, type Equipment, type TaskName, type Tasks } from './tasks.ts'

const { equipment, desk } = workerData as { equipment: Equipment; desk: number }
const self = worker(equipment, desk)

parentPort!.on(
  'message',
  ({ number, name, ask }: { number: number; name: TaskName; ask: Tasks[TaskName]['ask'] }) => {
    try {
      parentPort!.postMessage({ number, reply: self.run(name, ask) })
    } catch (error) {
      parentPort!.postMessage({ number, error })
    }
  },
)
