import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { SingleBar } from 'cli-progress'
import { Command } from 'commander'
import { readConfig } from '../config.ts'
import type { Database } from '../database/database.ts'
import { lockDirectory } from '../database/directory-lock.ts'
import { openDatabase } from '../database/open.ts'
import { makeFolder } from '../lib/folder.ts'
import { countPapers, paperWordsAfter } from '../papers/store.ts'
import { plainAbstract, plainTitle } from '../papers/text.ts'
import { builtInVectors } from '../search/meaning/built-in.ts'
import type { TrainingPaper } from '../search/meaning/corpus.ts'
import { readModel } from '../search/meaning/model-file.ts'
import { staticModel } from '../search/meaning/model.ts'
import { trainMeaning, type TrainingJob } from '../search/meaning/train-meaning.ts'
import { storeModel } from '../search/models/trained-store.ts'
import { searchFolder } from '../search/open-search.ts'
import type { Streams } from './import.ts'

/** `broadsheet train`: learns what words mean from the papers of this collection. */
export function trainCommand(): Command {
  return new Command('train')
    .description('learn what words mean from the papers of this collection, and search with it')
    .option('--json', 'print one JSON document on standard output')
    .action(run)
}

async function run({ json }: { json?: boolean }): Promise<void> {
  const config = readConfig(process.env)
  const database = await openDatabase(config.DATABASE_URL)
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  try {
    const folder = await searchFolder(database.db, config)
    const training = { folder, isOn: config.MEANING === 'static', stop: stopping.signal }
    process.exitCode = await train(database.db, training, { json }, process)
  } finally {
    await database.close()
  }
}

export interface Training extends Pick<TrainingJob, 'options' | 'stepsBetweenSaves'> {
  folder: string // of the index; what a stopped run leaves lies in it
  isOn: boolean // the service searches by word vectors, so that the model will be used
  stop: AbortSignal
  fewest?: number // papers
}

/** Below this the model of the package, which learned from 300,000 papers, is the safer choice. A judgement, not a measurement. */
const FEWEST = 20_000

/** Trains and puts the model in use. Returns the exit code: 1 when there are too few papers or it was stopped. */
export async function train(
  db: Database,
  { folder, isOn, stop, fewest = FEWEST, ...job }: Training,
  { json }: { json?: boolean | undefined },
  { stdout, stderr }: Pick<Streams, 'stdout' | 'stderr'>,
): Promise<number> {
  const say = (text: string) => void stderr.write(`${text}\n`)
  const papers = await countPapers(db)
  if (papers < fewest) {
    say(tooFew(papers, fewest))
    return 1
  }
  makeFolder(join(folder, 'training'))
  const unlock = lockDirectory(join(folder, 'training'))
  const modelPath = join(folder, 'training', 'model')
  const reading = progress(stderr, 'Reading', 'papers', papers)
  const learning = progress(stderr, 'Learning', 'steps')
  let first: number | null = null // step of this run
  try {
    const isDone = await trainMeaning({
      ...job,
      papers: trainingPapers(db, (done) => reading.update(done)),
      modelPath,
      from: builtInVectors(),
      onProgress({ step, steps }) {
        if (first === null) reading.stop()
        first ??= step
        learning.update(step, steps)
        return !stop.aborted
      },
    })
    reading.stop()
    learning.stop()
    if (!isDone) {
      say('Stopped. Run the command again to go on from here.')
      return 1
    }
    const { name } = staticModel(readModel(modelPath))
    await storeModel(db, { name, papers, file: readFileSync(modelPath) })
    rmSync(modelPath)
    const result = { model: name, papers, resumed: first !== null && first > 1, used: isOn }
    if (json) stdout.write(`${JSON.stringify(result, null, 2)}\n`)
    else stdout.write(`${report(result)}\n`)
    return 0
  } finally {
    reading.stop()
    learning.stop()
    unlock()
  }
}

function tooFew(papers: number, fewest: number): string {
  return `This collection has ${counted(papers)}, too few to learn from: it takes ${fewest.toLocaleString('en')}. Search goes on with the model that came with Broadsheet, which learned from 300,000.`
}

function report({ model, papers, used }: { model: string; papers: number; used: boolean }): string {
  const learned = `Learned from ${counted(papers)}: ${model}.`
  return used
    ? `${learned}\nThe service searches with it once every paper has a vector of it, some minutes after this or its next start.`
    : `${learned}\nIt will be used when MEANING is static.`
}

function counted(papers: number): string {
  return `${papers.toLocaleString('en')} ${papers === 1 ? 'paper' : 'papers'}`
}

const PAPERS_AT_ONCE = 500

async function* trainingPapers(
  db: Database,
  read: (papers: number) => void,
): AsyncGenerator<TrainingPaper> {
  let after = ''
  for (let done = 0; ;) {
    const papers = await paperWordsAfter(db, after, PAPERS_AT_ONCE)
    if (papers.length === 0) return
    for (const { title, abstract, categories } of papers) {
      yield {
        title: plainTitle(title),
        abstract: plainAbstract(abstract, title),
        group: categories[0] ?? '',
      }
    }
    after = papers.at(-1)!.id
    read((done += papers.length))
  }
}

const LINES = 10 // where nobody watches a bar

/** A bar with the time left on a terminal, else a line for every tenth. */
function progress(stderr: Streams['stderr'], verb: string, noun: string, total = 1) {
  if (!stderr.isTTY) return linesOf(stderr, verb, noun, total)
  const format = `${verb} {bar} {value} of {total} ${noun}, {eta_formatted} left`
  const bar = new SingleBar({ format, stream: stderr, clearOnComplete: true, hideCursor: true })
  let isOn = false
  return {
    update(done: number, of = total) {
      if (!isOn) bar.start(of, done)
      isOn = true
      bar.update(done)
    },
    stop() {
      if (isOn) bar.stop()
      isOn = false
    },
  }
}

function linesOf(stderr: Streams['stderr'], verb: string, noun: string, total: number) {
  let told = 0
  return {
    update(done: number, of = total) {
      const tenth = Math.floor((done * LINES) / of)
      if (tenth > told) stderr.write(`${verb}: ${done} of ${of} ${noun}\n`)
      told = Math.max(told, tenth)
    },
    stop() {},
  }
}
