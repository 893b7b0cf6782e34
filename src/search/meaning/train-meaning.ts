import { existsSync, rmSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { DamagedFileError, readSections, writeSections } from '../files/sections.ts'
import type { WordVectors } from './model.ts'
import { readCorpus, type TrainingCorpus, type TrainingPaper } from './corpus.ts'
import { roundedVectors, writeModel } from './model-file.ts'
import {
  startTraining,
  train,
  TRAINING,
  type TrainingOptions,
  type TrainingProgress,
  type TrainingState,
} from './train.ts'

export interface TrainingJob {
  papers: AsyncIterable<TrainingPaper> | Iterable<TrainingPaper>
  modelPath: string // the model is written here when all is done
  from?: WordVectors // an earlier model to begin with; left aside when it has other dimensions
  options?: Partial<TrainingOptions>
  stepsBetweenSaves?: number
  /** Called after every step; false stops after saving, and the next call with the same papers goes on from there. */
  onProgress?: (progress: TrainingProgress) => boolean | void
}

const WORDS = 64_000 // fills the 10 MB a shipped model may take
const STEPS_BETWEEN_SAVES = 250 // a minute or two of work that a crash can cost, against writing 130 MB

/**
 * Learns what words mean from the papers themselves and writes a model. Returns whether it was finished: a stopped or
 * crashed run leaves `<modelPath>.unfinished` and is taken up by the next one. 300,000 papers and three epochs take six
 * minutes on one quiet core and 1.5 GB of memory. Throws RangeError when there are fewer papers than one batch.
 */
export async function trainMeaning({
  papers,
  modelPath,
  from,
  options,
  stepsBetweenSaves = STEPS_BETWEEN_SAVES,
  onProgress,
}: TrainingJob): Promise<boolean> {
  const settings = { ...TRAINING, ...options }
  const corpus = await readCorpus(papers, WORDS)
  if (corpus.papers.length - 1 < settings.batch) {
    throw new RangeError(
      `${corpus.papers.length - 1} papers are fewer than a batch of ${settings.batch}`,
    )
  }
  const unfinished = `${modelPath}.unfinished`
  const task = JSON.stringify([
    settings,
    crc32(new Uint8Array(corpus.ids.buffer)),
    corpus.words.length,
    from?.dimensions === settings.dimensions ? crc32(from.levels) : null,
  ])
  const state = takeUp(unfinished, task) ?? startTraining(corpus, settings, from ?? null)

  for (const progress of train(corpus, state, settings)) {
    const goOn = onProgress?.(progress) !== false
    if (!goOn || progress.step % stepsBetweenSaves === 0) leave(unfinished, task, state)
    if (!goOn && progress.step < progress.steps) return false
  }
  writeModel(modelPath, roundedVectors(corpus.words, state.vectors), aboutOf(corpus, settings))
  rmSync(unfinished, { force: true })
  return true
}

function leave(path: string, task: string, { step, vectors, squares }: TrainingState) {
  writeSections(path, { kind: 'training', meta: { task, step }, arrays: { vectors, squares } })
}

/** Null when nothing was left, it is damaged, or it belongs to other papers or settings. */
function takeUp(path: string, task: string): TrainingState | null {
  if (!existsSync(path)) return null
  try {
    const { meta, arrays } = readSections(path, 'training')
    if (meta['task'] !== task) return null
    return {
      step: meta['step'] as number,
      vectors: arrays['vectors'] as Float32Array,
      squares: arrays['squares'] as Float32Array,
    }
  } catch (error) {
    if (error instanceof DamagedFileError) return null
    throw error
  }
}

function aboutOf(
  { papers, words }: TrainingCorpus,
  { epochs, batch, dimensions }: TrainingOptions,
): string {
  return `${words.length} words of ${dimensions} dimensions from ${papers.length - 1} papers, ${epochs} epochs, batches of ${batch}`
}
