import { existsSync, readFileSync } from 'node:fs'
import { SHOWN_FROM } from '../src/reading/finding.ts'
import { readPaper } from '../src/reading/read.ts'
import { baselineGist, rouge } from './rouge.ts'
import { readPage, readReference, scoreReading, type Tally } from './reading-reference.ts'

const DATA = new URL('../../shared/data/', import.meta.url)
if (!existsSync(DATA)) {
  console.error('This benchmark needs the data folder next to the checkout.')
  process.exit(0)
}
const text = (path: string) => readFileSync(new URL(path, DATA), 'utf8')

const page = readPage(text('pages/000_a5d6776ce9ba08b2.txt'))
const reference = readReference(text('gold/papers-odd.json'))
const scores = scoreReading(reference, (n) => readPaper(page[n - 1]!), SHOWN_FROM)

const quiet = process.argv.includes('--quiet')
if (!quiet) for (const line of scores.misses) console.log(line)

const percent = (value: number) => `${(100 * value).toFixed(1)} %`
const row = (name: string, { right, found, wanted }: Tally) => {
  const [precision, recall] = [right / Math.max(1, found), right / Math.max(1, wanted)]
  const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall)
  console.log(`| ${name} | ${percent(precision)} | ${percent(recall)} | ${percent(f1)} |`)
}
console.log('\n| finding | precision | recall | F1 |\n|---|--:|--:|--:|')
for (const name of ['artifacts', 'systems', 'claims', 'topics'] as const) row(name, scores[name])
console.log(
  `\nvalue and unit right in ${percent(scores.exact.right / scores.exact.found)} of the claims found`,
)
console.log(
  `system type right in ${percent(scores.types.right / scores.types.found)}, artifact kind in ${percent(scores.artifactKinds.right / scores.artifactKinds.found)}`,
)
console.log(
  `first topic right in ${percent(scores.firstTopic.right / scores.firstTopic.found)}, kind right in ${percent(scores.kind.right / scores.kind.found)}`,
)

const tldr = text('bench/scitldr/test.jsonl')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { source: string[]; target: string[]; title: string })
console.log(
  '\n| gist on SciTLDR (test, abstract only) | ROUGE-1 | ROUGE-2 | ROUGE-L |\n|---|--:|--:|--:|',
)
for (const [name, gist] of [
  [
    'this reader',
    (paper: (typeof tldr)[0]) =>
      readPaper({ title: paper.title, abstract: paper.source.join(' ') }).gist,
  ],
  ['first sentence', (paper: (typeof tldr)[0]) => baselineGist(paper.source)],
] as const) {
  const sums = [0, 0, 0]
  for (const paper of tldr)
    for (const [k, value] of rouge(gist(paper), paper.target).entries()) sums[k]! += value
  console.log(
    `| ${name} | ${sums.map((sum) => ((100 * sum) / tldr.length).toFixed(1)).join(' | ')} |`,
  )
}

const papers = [
  ...page,
  ...tldr.map(({ title, source }) => ({ title, abstract: source.join(' ') })),
]
for (const paper of papers) readPaper(paper)
const started = performance.now()
for (let round = 0; round < 3; round++) for (const paper of papers) readPaper(paper)
console.log(
  `\n${Math.round((3 * papers.length) / ((performance.now() - started) / 1000))} abstracts per second on one core`,
)
