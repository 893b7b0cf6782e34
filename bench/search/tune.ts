// Chooses what ranking is made of, on development sets alone: `npm run tune:search [words|voices|climb]`. Prints what each value is
// worth, one change at a time from what is chosen now, so that a rerun shows whether any of them should change. `climb` goes on
// from there as long as any change is for the better.
import { performance } from 'node:perf_hooks'
import type { Sources } from '../../src/search/answer/answer.ts'
import { TUNING, type Tuning } from '../../src/search/answer/tuning.ts'
import { builtInModel } from '../../src/search/meaning/built-in.ts'
import type { Model } from '../../src/search/meaning/model.ts'
import { SCORING, type Scoring } from '../../src/search/scoring/bm25f.ts'
import type { SearchOptions } from '../../src/search/search.ts'
import type { Benchmark } from './collections.ts'
import { hasData } from './data.ts'
import { developmentSets } from './development.ts'
import { quality } from './measure.ts'
import { asDocument, ours, sourcesOf } from './ours.ts'

const WIDTH = 8
const started = performance.now()

interface Prepared {
  set: Benchmark
  sources: Sources
}

/** Sets over the same papers share an index. */
function prepare(sets: Benchmark[], model: Model | null, scoring: Scoring): Prepared[] {
  const indexes = new Map<Benchmark['papers'], Sources>()
  return sets.map((set) => {
    const sources = indexes.get(set.papers) ?? sourcesOf(set.papers.map(asDocument), model, scoring)
    indexes.set(set.papers, sources)
    return { set, sources }
  })
}

async function measure(prepared: Prepared[], options: SearchOptions, tuning: Tuning) {
  const found: number[] = []
  for (const { set, sources } of prepared)
    found.push(
      await quality(
        ours(set.name, () => sources, options, tuning),
        set,
      ),
    )
  return found
}

/** One column a set; small collections of one kind share one. */
function columns(names: string[], found: number[]): [string, number][] {
  const byKind = Map.groupBy(names.keys(), (i) => names[i]!.split(' ')[0]!)
  return Array.from(byKind, ([kind, sets]) => [kind, mean(sets.map((i) => found[i]!))])
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function show(label: string, cells: [string, number][]) {
  const numbers = cells.map(([, value]) => value.toFixed(3).slice(1).padStart(WIDTH))
  const average = mean(cells.map(([, value]) => value))
  console.log(
    `${label.padEnd(28)}${average.toFixed(4).slice(1).padStart(WIDTH)}${numbers.join('')}`,
  )
}

async function tuneWords(sets: Benchmark[]) {
  const names = sets.map(({ name }) => name)
  const { weights, b } = SCORING
  const changes: [string, Partial<Scoring>][] = [
    ['as chosen', {}],
    ...[0.6, 0.9, 1.6, 2].map((k1): [string, Partial<Scoring>] => [`k1 ${k1}`, { k1 }]),
    ...[1, 1.5, 3, 4].map((title): [string, Partial<Scoring>] => [`title weight ${title}`, { weights: { ...weights, title } }]),
    ...[0, 0.25, 0.75].map((title): [string, Partial<Scoring>] => [`title b ${title}`, { b: { ...b, title } }]),
    ...[0.3, 0.45, 0.6, 0.9].map((abstract): [string, Partial<Scoring>] => [`abstract b ${abstract}`, { b: { ...b, abstract } }]),
    ...[0, 1, 4].map((systems): [string, Partial<Scoring>] => [`name weight ${systems}`, { weights: { ...weights, systems } }]),
  ] // prettier-ignore
  for (const [label, change] of changes) {
    const prepared = prepare(sets, null, { ...SCORING, ...change })
    show(label, columns(names, await measure(prepared, { mode: 'words' }, TUNING)))
    if (label === 'as chosen') await tuneShares(prepared, names)
  }
}

async function tuneShares(prepared: Prepared[], names: string[]) {
  const changes: [string, Partial<Tuning>][] = [
    ...[0, 0.5].map((exactShare): [string, Partial<Tuning>] => [`exact share ${exactShare}`, { exactShare }]),
    ...[0.25, 0.75, 1].map((joined): [string, Partial<Tuning>] => [`joined share ${joined}`, { shares: { ...TUNING.shares, joined } }]),
    ...[0, 0.2, 0.7, 1].map((other): [string, Partial<Tuning>] => [`other share ${other}`, { shares: { ...TUNING.shares, other } }]),
    ...[0.4, 0.55, 0.85, 1].map((part): [string, Partial<Tuning>] => [`part share ${part}`, { shares: { ...TUNING.shares, part } }]),
  ] // prettier-ignore
  for (const [label, change] of changes)
    show(
      label,
      columns(names, await measure(prepared, { mode: 'words' }, { ...TUNING, ...change })),
    )
}

async function tuneVoices(sets: Benchmark[]) {
  const names = sets.map(({ name }) => name)
  const prepared = prepare(sets, builtInModel(), SCORING)
  show('words alone', columns(names, await measure(prepared, { mode: 'words' }, TUNING)))
  show('meaning alone', columns(names, await measure(prepared, { mode: 'meaning' }, TUNING)))
  const changes: [string, Partial<Tuning['voices']>][] = [
    ['as chosen', {}],
    ...[0.1, 0.2, 0.3, 0.4].map((meaning): [string, Partial<Tuning['voices']>] => [`meaning ${meaning}`, { meaning }]),
    ...[0, 0.1, 0.2, 0.25].map((company): [string, Partial<Tuning['voices']>] => [`company ${company}`, { company }]),
    ...[0, 0.2, 0.4, 0.5].map((together): [string, Partial<Tuning['voices']>] => [`together ${together}`, { together }]),
    ...[0, 0.2, 0.4, 0.5].map((passage): [string, Partial<Tuning['voices']>] => [`passage ${passage}`, { passage }]),
    ...[1, 2, 3, 5].map((first): [string, Partial<Tuning['voices']>] => [`first ${first}`, { first }]),
    ...[0, 0.2, 0.3, 0.4, 0.5].map((full): [string, Partial<Tuning['voices']>] => [`full ${full}`, { full }]),
    ...[0.2, 0.3, 0.4].map((near): [string, Partial<Tuning['voices']>] => [`near ${near}`, { near }]),
  ] // prettier-ignore
  for (const [label, change] of changes) {
    const voices = { ...TUNING.voices, ...change }
    show(label, columns(names, await measure(prepared, {}, { ...TUNING, voices })))
  }
}

/** What words are scored by. */
interface Choice {
  scoring: Scoring
  tuning: Tuning
}

const LEAST_GAIN = 0.0005 // in the mean; less is chance

/** One constant and the values it may have, ascending. */
interface Dial {
  name: string
  values: number[]
  of: (choice: Choice) => number
  turned: (choice: Choice, value: number) => Choice
}

const scored = (
  name: string,
  values: number[],
  of: (scoring: Scoring) => number,
  change: (scoring: Scoring, value: number) => Partial<Scoring>,
): Dial => ({
  name,
  values,
  of: ({ scoring }) => of(scoring),
  turned: ({ scoring, tuning }, value) => ({ tuning, scoring: { ...scoring, ...change(scoring, value) } }),
}) // prettier-ignore

const DIALS: Dial[] = [
  {
    name: 'exact share',
    values: [0, 0.05, 0.1, 0.15, 0.25, 0.4],
    of: ({ tuning }) => tuning.exactShare,
    turned: ({ scoring, tuning }, exactShare) => ({ scoring, tuning: { ...tuning, exactShare } }),
  },
  scored('title weight', [1, 1.25, 1.5, 2, 3], ({ weights }) => weights.title, ({ weights }, title) => ({ weights: { ...weights, title } })),
  scored('k1', [0.6, 0.75, 0.9, 1.05, 1.2, 1.4, 1.6], ({ k1 }) => k1, (_, k1) => ({ k1 })),
  scored('title b', [0.25, 0.5, 0.75, 1], ({ b }) => b.title, ({ b }, title) => ({ b: { ...b, title } })),
  scored('abstract b', [0.45, 0.6, 0.75, 0.9], ({ b }) => b.abstract, ({ b }, abstract) => ({ b: { ...b, abstract } })),
  scored('name weight', [0, 1, 2, 4], ({ weights }) => weights.systems, ({ weights }, systems) => ({ weights: { ...weights, systems } })),
] // prettier-ignore

/** Sets whose right answers people chose; the others are made by rules, each with a bias of its own. */
const JUDGED = new Set(['scifact', 'cranfield', 'cisi', 'csfcube'])

interface Worth {
  all: number
  judged: number
}

const isBetter = (next: Worth, best: Worth) =>
  next.all >= best.all + LEAST_GAIN && next.judged >= best.judged - LEAST_GAIN

/**
 * Turns one dial after the other to whichever neighbour is better, until none is. Better is a higher mean of all sets without a
 * lower one of those that people judged.
 */
async function climb(sets: Benchmark[]) {
  const worthOf = worthOfChoices(sets)
  let best: Choice = { scoring: SCORING, tuning: TUNING }
  let worth = await worthOf(best, 'as chosen')

  async function turn({ name, values, of, turned }: Dial, step: number): Promise<boolean> {
    let hasMoved = false
    for (;;) {
      const value = values[values.indexOf(of(best)) + step]
      if (value === undefined) return hasMoved
      const next = turned(best, value)
      const worthOfNext = await worthOf(next, `${name} ${value}`)
      if (!isBetter(worthOfNext, worth)) return hasMoved
      best = next
      worth = worthOfNext
      hasMoved = true
    }
  }

  for (let isMoving = true; isMoving;) {
    isMoving = false
    for (const dial of DIALS) if ((await turn(dial, -1)) || (await turn(dial, 1))) isMoving = true
  }
  const { scoring, tuning } = best
  console.log(JSON.stringify({ ...scoring, exactShare: tuning.exactShare }))
}

/** Each choice is measured once, and each index built once in a row. */
function worthOfChoices(sets: Benchmark[]) {
  const names = sets.map(({ name }) => name)
  const known = new Map<string, Worth>()
  let built: { scoring: string; prepared: Prepared[] } | null = null
  return async (choice: Choice, label: string): Promise<Worth> => {
    const key = JSON.stringify(choice)
    if (known.has(key)) return known.get(key)!
    const scoring = JSON.stringify(choice.scoring)
    if (built?.scoring !== scoring)
      built = { scoring, prepared: prepare(sets, null, choice.scoring) }
    const cells = columns(names, await measure(built.prepared, { mode: 'words' }, choice.tuning))
    show(label, cells)
    const judged = cells.filter(([name]) => JUDGED.has(name))
    const worth = {
      all: mean(cells.map(([, value]) => value)),
      judged: mean(judged.map(([, value]) => value)),
    }
    known.set(key, worth)
    return worth
  }
}

if (!hasData) console.log('tune:search needs the data folder next to the checkout')
else {
  const sets = await developmentSets()
  const head = columns(sets.map(({ name }) => name), sets.map(() => 0)) // prettier-ignore
  console.log(
    `${'nDCG@10'.padEnd(28)}${['mean', ...head.map(([name]) => name)].map((name) => name.slice(0, WIDTH - 1).padStart(WIDTH)).join('')}`,
  )
  const [, , only] = process.argv
  if (only === undefined || only === 'words') await tuneWords(sets)
  if (only === undefined || only === 'voices') await tuneVoices(sets)
  if (only === 'climb') await climb(sets)
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`)
}
