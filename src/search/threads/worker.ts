import { parentPort, workerData } from 'node:worker_threads'
import { worker, type TaskName, type Tasks } from './tasks.ts'

const { modelPath, desk } = workerData as { modelPath: string | null; desk: number }
const self = worker(modelPath, desk)

parentPort!.on('message', ({ number, name, ask }: { number: number; name: TaskName; ask: Tasks[TaskName]['ask'] }) => {
  try {
    parentPort!.postMessage({ number, reply: self.run(name, ask) })
  } catch (error) {
    parentPort!.postMessage({ number, error })
  }
})
