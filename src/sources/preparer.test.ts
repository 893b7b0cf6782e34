import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test, vi } from 'vitest'
import { preparePieces } from './prepare-pieces.ts'
import { newPreparer } from './preparer.ts'
import type { Pieces } from './read-papers.ts'
import type { FileContext } from './read-piece.ts'

const context = (): FileContext => ({
  family: 'json-lines',
  format: null,
  listing: { asked: '2025-04-17', places: new Map() },
})

/** Papers with a formula each, in the shape of a list whose items do not say their place in it. */
function pieces(from: number, count: number): Pieces['pieces'] {
  return Array.from({ length: count }, (_, n) => ({
    line: from + n,
    text: JSON.stringify({
      paper: {
        id: `2406.${10_000 + from + n}`,
        title: `On $O(n^{${from + n}})$`,
        summary: 'x < y.',
      },
    }),
  }))
}

const SOME = [pieces(0, 3), pieces(3, 300), [{ line: 303, text: '{"title":' }], pieces(304, 40), []]

/** Each after the other, with one context. */
function expected(all: Pieces['pieces'][]) {
  const one = context()
  return all.map((some) => preparePieces({ pieces: some, context: one }).entries)
}

function preparer() {
  const made = newPreparer()
  onTestFinished(() => made.close())
  return made
}

/** One whose thread answers: whatever comes from a thread is a copy. */
async function preparerWithThread() {
  const made = preparer()
  const probe = context()
  const { listing } = probe
  await vi.waitUntil(
    async () => {
      await made.prepare({ pieces: [], context: probe })
      return probe.listing !== listing
    },
    { timeout: 20_000 },
  )
  return made
}

test.each([
  ['what this thread', async () => preparer()],
  ['what another thread', preparerWithThread],
])('%s prepares is the same, and places count on', async (_, made) => {
  const { prepare } = await made()
  const one = context()
  const entries = []
  for (const some of SOME) entries.push(await prepare({ pieces: some, context: one }))
  expect(entries).toEqual(expected(SOME))
  expect(one.listing.places.get('2025-04-17')).toBe(343)
  expect(entries.at(-2)!.at(-1)).toMatchObject({ draft: { posting: { position: 343 } } })
})

test('calls at the same time each get their own answer, and places count on', async () => {
  const { prepare } = await preparerWithThread()
  const one = context()
  const entries = SOME.map((some) => prepare({ pieces: some, context: one }))
  expect(await Promise.all(entries)).toEqual(expected(SOME))
})

test('when the thread cannot take a piece it is prepared all the same, and so is what comes later', async () => {
  const { prepare } = await preparerWithThread()
  const one = context()
  const unclonable = Object.assign(pieces(1, 1)[0]!, { more: () => 'no thread takes a function' })
  const all = [[], [unclonable], pieces(2, 2)]
  const entries = []
  for (const some of all) entries.push(await prepare({ pieces: some, context: one }))
  expect(entries).toEqual(expected(all))
})

test.each([
  ['fails', "throw new Error('no memory')"],
  ['ends', 'process.exit(0)'],
])('when the thread %s at its work, this one goes on, and places count once', async (_, end) => {
  const started: Worker[] = []
  const made = newPreparer(() => {
    started.push(new Worker(`${STANDS_BY}, () => { ${end} })`, { eval: true }))
    return started.at(-1)!
  })
  onTestFinished(() => made.close())
  const one = context()
  const entries = []
  for (const [n, some] of SOME.entries()) {
    entries.push(await made.prepare({ pieces: some, context: one }))
    if (n === 1) await once(started[0]!, 'message') // the second call starts it, and the third asks it
  }
  expect(entries).toEqual(expected(SOME))
  expect(started).toHaveLength(1)
})

const STANDS_BY = `
  const { parentPort } = require('node:worker_threads')
  parentPort.postMessage('standing by')
  parentPort.on('message'`
