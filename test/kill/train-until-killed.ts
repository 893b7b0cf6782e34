// Trains a model into the file given and says each step, slowly enough to be killed in the middle.
import { trainMeaning } from '../../src/search/meaning/train-meaning.ts'
import { trainingPapers } from './training-papers.ts'

const [modelPath] = process.argv.slice(2)
await trainMeaning({
  papers: trainingPapers(256),
  modelPath: modelPath!,
  options: { dimensions: 64, batch: 32, epochs: 2 },
  stepsBetweenSaves: 2,
  onProgress({ step }) {
    process.stdout.write(`${step}\n`)
    if (step === 5) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) // until the kill
  },
})
