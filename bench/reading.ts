import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { SHOWN_FROM } from '../src/reading/finding.ts'
import { readPaper } from '../src/reading/read.ts'
import { readPage, readReference, scoreReading, type Tally } from './reading-reference.ts'
import { rouge } from './rouge.ts'

/** Prints how well the reader reads: `npm run bench:reading`, with `-- --quiet` without the misses. */
const DATA = new URL('../../shared/data/', import.meta.url)
if (!existsSync(DATA)) {
  console.error('This benchmark needs the data folder next to the checkout.')
  process.exit(0)
}
const text = (path: string) => readFileSync(new URL(path, DATA), 'utf8')

/** Rounds over 738 abstracts. The rules are compiled by the second; a catch-up of thousands runs at that speed. */
const WARM_UP = 2
const ROUNDS = 5

const page = readPage(text('pages/000_a5d6776ce9ba08b2.txt'))
const reference = readReference(text('gold/papers-odd.json'))
const Tldr = z.object({
  title: z.string(),
  source: z.array(z.string()),
  target: z.array(z.string()),
})
const tldr = text('bench/scitldr/test.jsonl')
  .trim()
  .split('\n')
  .map((line) => Tldr.parse(JSON.parse(line)))

printReference()
printGists()
printSpeed()

function printReference(): void {
  const scores = scoreReading(reference, (n) => readPaper(page[n - 1]!), SHOWN_FROM)
  if (!process.argv.includes('--quiet')) for (const line of scores.misses) console.log(line)

  console.log('\n| finding | precision | recall | F1 |\n|---|--:|--:|--:|')
  for (const name of ['artifacts', 'systems', 'claims', 'topics'] as const) {
    const { right, found, wanted } = scores[name]
    const [precision, recall] = [right / Math.max(1, found), right / Math.max(1, wanted)]
    const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall)
    console.log(`| ${name} | ${percent(precision)} | ${percent(recall)} | ${percent(f1)} |`)
  }
  console.log('\n| right in | |\n|---|--:|')
  const shares: [string, Tally][] = [
    ['value and unit of the claims found', scores.exact],
    ['type of the systems found', scores.types],
    ['kind of the artifacts found', scores.artifactKinds],
    ['first topic', scores.firstTopic],
    ['kind of paper', scores.kind],
  ]
  for (const [name, { right, found }] of shares)
    console.log(`| ${name} | ${percent(right / found)} |`)
}

function printGists(): void {
  console.log('\n| gist on SciTLDR, test | ROUGE-1 | ROUGE-2 | ROUGE-L |\n|---|--:|--:|--:|')
  const gists = tldr.map(
    ({ title, source }) => readPaper({ title, abstract: source.join(' ') }).gist,
  )
  printRouge('this reader', gists)
  printRouge(
    'first sentence',
    tldr.map(({ source }) => source[0]!),
  )
}

function printRouge(name: string, gists: string[]): void {
  const scores = gists.map((gist, index) => rouge(gist, tldr[index]!.target))
  const mean = (k: 0 | 1 | 2) =>
    (100 * scores.reduce((sum, score) => sum + score[k], 0)) / gists.length
  console.log(`| ${name} | ${mean(0).toFixed(1)} | ${mean(1).toFixed(1)} | ${mean(2).toFixed(1)} |`)
}

function printSpeed(): void {
  const papers = [
    ...page,
    ...tldr.map(({ title, source }) => ({ title, abstract: source.join(' ') })),
  ]
  const read = (rounds: number) => {
    for (let round = 0; round < rounds; round++) for (const paper of papers) readPaper(paper)
  }
  read(WARM_UP)
  const before = process.cpuUsage().user // not wall time: other work on the machine does not count
  read(ROUNDS)
  const perSecond = (ROUNDS * papers.length) / ((process.cpuUsage().user - before) / 1e6)
  console.log(`\n${Math.round(perSecond)} abstracts per second on one core`)
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`
}
