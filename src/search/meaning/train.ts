import { contrast, type Contrast } from './contrast.ts'
import type { TrainingCorpus } from './corpus.ts'
import type { WordVectors } from './model.ts'
import { pairsOf, type Texts } from './pairs.ts'
import { seededRandom, shuffle } from './random.ts'

export interface TrainingOptions {
  dimensions: number
  batch: number // pairs a step; every other pair of the batch is a counter-example
  epochs: number // times each paper is seen, once by its title and once by a sentence each time
  temperature: number
  rate: number // of Adagrad
  seed: number
}

export const TRAINING: TrainingOptions = {
  dimensions: 256,
  batch: 1024,
  epochs: 3,
  temperature: 0.06,
  rate: 0.05,
  seed: 1,
}

/** Everything that training changes: saved and loaded, a run goes on as if it had never stopped. */
export interface TrainingState {
  step: number // steps done
  vectors: Float32Array // one row per word of the corpus
  squares: Float32Array // sums of squared gradients, of Adagrad
}

export interface TrainingProgress {
  step: number
  steps: number
  loss: number // mean of the steps since the last report
}

/** Words that `from` knows begin where it has them; the others point anywhere, the rarer the further. */
export function startTraining(
  corpus: TrainingCorpus,
  options: TrainingOptions,
  from: WordVectors | null,
): TrainingState {
  const { dimensions, seed } = options
  const random = seededRandom(seed)
  const papers = corpus.papers.length - 1
  const vectors = new Float32Array(corpus.words.length * dimensions)
  for (let word = 0; word < corpus.words.length; word++) {
    const weight = Math.log(1 + papers / corpus.frequencies[word]!) / Math.sqrt(dimensions)
    for (let d = 0; d < dimensions; d++) vectors[word * dimensions + d] = weight * gaussian(random)
  }
  if (from?.dimensions === dimensions) copyKnown(from, corpus.words, vectors)
  return { step: 0, vectors, squares: new Float32Array(vectors.length).fill(1e-8) }
}

function copyKnown(
  { words, dimensions, levels, scales }: WordVectors,
  into: string[],
  vectors: Float32Array,
) {
  const rows = new Map(words.map((word, row) => [word, row]))
  for (const [word, text] of into.entries()) {
    const row = rows.get(text)
    if (row === undefined) continue
    const scale = scales[row]!
    for (let d = 0; d < dimensions; d++)
      vectors[word * dimensions + d] = scale * levels[row * dimensions + d]!
  }
}

function stepsOf(corpus: TrainingCorpus, options: TrainingOptions): number {
  const papers = corpus.papers.length - 1
  return 2 * options.epochs * Math.floor(papers / options.batch)
}

/**
 * Runs the steps that are left, changing `state` in place, and yields after each one, so that the caller decides when to
 * report, save or stop. A step of 1,024 pairs takes about a third of a second on one core.
 */
export function* train(
  corpus: TrainingCorpus,
  state: TrainingState,
  options: TrainingOptions,
): Generator<TrainingProgress> {
  const steps = stepsOf(corpus, options)
  const perEpoch = steps / options.epochs
  const machine = contrast(options.batch, options.dimensions, options.temperature)
  const learner = adagrad(state, options)
  const order = Uint32Array.from({ length: corpus.papers.length - 1 }, (_, i) => i)
  let shuffledFor = -1

  while (state.step < steps) {
    const epoch = Math.floor(state.step / perEpoch)
    if (epoch !== shuffledFor) {
      order.sort()
      shuffle(order, seededRandom(options.seed + 1000 + epoch))
      gather(order, corpus.groups, options.batch)
      shuffledFor = epoch
    }
    const turn = state.step % perEpoch
    const start = Math.floor(turn / 2) * options.batch
    const random = seededRandom(options.seed + 1_000_000 + state.step)
    const papers = order.subarray(start, start + options.batch)
    const { left, right } = pairsOf(corpus, papers, turn % 2 === 1, random)
    const loss = learn(state, machine, learner, left, right, 1 - state.step / steps)
    state.step++
    yield { step: state.step, steps, loss }
  }
}

const GATHERED = 8 // batches; more would fill every batch with one group, and far topics would never be told apart

/** Orders each run of some batches by group, so that the papers of a batch are near each other. */
function gather(order: Uint32Array, groups: Uint32Array, batch: number) {
  for (let start = 0; start < order.length; start += GATHERED * batch) {
    order.subarray(start, start + GATHERED * batch).sort((a, b) => groups[a]! - groups[b]! || a - b)
  }
}

function learn(
  state: TrainingState,
  machine: Contrast,
  learner: ReturnType<typeof adagrad>,
  left: Texts,
  right: Texts,
  remaining: number,
): number {
  const leftLengths = embedTexts(state.vectors, left, machine.left)
  const rightLengths = embedTexts(state.vectors, right, machine.right)
  const loss = machine.run()
  learner.add(left, machine.left, machine.leftGradient, leftLengths)
  learner.add(right, machine.right, machine.rightGradient, rightLengths)
  learner.apply(0.1 + 0.9 * remaining) // the rate falls to a tenth, so that the last batches settle
  return loss
}

/** Writes the unit vector of each text to `out`, a row each. Returns the lengths before they were made one. */
function embedTexts(vectors: Float32Array, texts: Texts, out: Float32Array): Float64Array {
  const rows = texts.starts.length - 1
  const dimensions = out.length / rows
  const lengths = new Float64Array(rows)
  out.fill(0)
  for (let row = 0; row < rows; row++) {
    const at = row * dimensions
    for (let i = texts.starts[row]!; i < texts.starts[row + 1]!; i++) {
      const from = texts.numbers[i]! * dimensions
      const weight = texts.weights[i]!
      for (let d = 0; d < dimensions; d++) out[at + d]! += weight * vectors[from + d]!
    }
    let square = 1e-12
    for (let d = 0; d < dimensions; d++) square += out[at + d]! ** 2
    lengths[row] = Math.sqrt(square)
    for (let d = 0; d < dimensions; d++) out[at + d]! /= lengths[row]!
  }
  return lengths
}

/** Adagrad (Duchi et al., 2011): rare words take large steps, frequent ones small ones. Touches only the words of a batch. */
function adagrad(state: TrainingState, { dimensions, rate }: TrainingOptions) {
  const words = state.vectors.length / dimensions
  const slot = new Int32Array(words).fill(-1)
  let used: number[] = []
  let gradients = new Float32Array(1 << 20)
  const along = new Float64Array(dimensions)

  function slotOf(word: number): number {
    if (slot[word]! >= 0) return slot[word]!
    slot[word] = used.length * dimensions
    used.push(word)
    if (used.length * dimensions > gradients.length) {
      const larger = new Float32Array(gradients.length * 2)
      larger.set(gradients)
      gradients = larger
    }
    gradients.fill(0, slot[word], slot[word] + dimensions)
    return slot[word]
  }

  return {
    /** Carries the gradient of each unit vector back to the words of its text. */
    add(texts: Texts, units: Float32Array, unitGradients: Float32Array, lengths: Float64Array) {
      for (let row = 0; row < lengths.length; row++) {
        const at = row * dimensions
        let dot = 0
        for (let d = 0; d < dimensions; d++) dot += units[at + d]! * unitGradients[at + d]!
        for (let d = 0; d < dimensions; d++) {
          along[d] = (unitGradients[at + d]! - dot * units[at + d]!) / lengths[row]!
        }
        for (let i = texts.starts[row]!; i < texts.starts[row + 1]!; i++) {
          const to = slotOf(texts.numbers[i]!)
          const weight = texts.weights[i]!
          for (let d = 0; d < dimensions; d++) gradients[to + d]! += weight * along[d]!
        }
      }
    },
    apply(share: number) {
      const { vectors, squares } = state
      for (const word of used) {
        const from = slot[word]!
        const at = word * dimensions
        for (let d = 0; d < dimensions; d++) {
          const gradient = gradients[from + d]!
          const square = squares[at + d]! + gradient * gradient
          squares[at + d] = square
          vectors[at + d]! -= (share * rate * gradient) / Math.sqrt(square)
        }
        slot[word] = -1
      }
      used = []
    },
  }
}

/** Normally distributed, by Box and Muller. */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
