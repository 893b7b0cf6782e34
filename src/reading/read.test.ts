import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../test/random.ts'
import type { Reading } from './finding.ts'
import { LONGEST_GIST } from './gist.ts'
import { readPaper } from './read.ts'
import { READER_VERSION } from './version.ts'

const PIECES =
  'We|propose|MapNet,|a|model|with|7B|parameters.|It|gains|up to|3.7x|from 20% to|51.6\\%|over|(RoadNet)|, which uses|8 GPUs|https://lab.org/x.|K_{fold}|namely|A and B|our|dataset|of|12K maps|"quoted|--|$2 \\leq n$|(1)|e.g.|\n\n|is|state-of-the-art.|Results show|called|Long Form (LF)|≥ 3|~5%|"'.split(
    '|',
  )

function anyText(random: () => number): string {
  const length = Math.floor(random() * 60)
  return Array.from({ length }, () => PIECES[Math.floor(random() * PIECES.length)]!).join(' ')
}

function expectSpans(abstract: string, title: string, reading: Reading): void {
  for (const { quote, span } of [...reading.claims, ...reading.results]) {
    expect(abstract.slice(...span)).toBe(quote)
  }
  for (const { name, span, inTitle } of reading.systems) {
    expect((inTitle ? title : abstract).slice(...span)).toBe(name)
  }
  for (const { url, span } of reading.artifacts) {
    expect(span[0]).toBeLessThan(span[1])
    expect(url.endsWith(abstract.slice(...span).replaceAll('\\', ''))).toBe(true)
  }
  expect(reading.gist.length).toBeLessThanOrEqual(LONGEST_GIST)
}

describe('properties', () => {
  test('spans lie inside the text and hold exactly what is quoted', () => {
    const random = seededRandom(20260417)
    for (let round = 0; round < 400; round++) {
      const [title, abstract] = [`MapNet: ${anyText(random).slice(0, 60)}`, anyText(random)]
      expectSpans(abstract, title, readPaper({ title, abstract }))
    }
  })

  test('reading twice finds the same', () => {
    const abstract = anyText(seededRandom(7))
    expect(readPaper({ title: 'X', abstract })).toEqual(readPaper({ title: 'X', abstract }))
  })

  test('unrelated sentences behind change no finding', () => {
    const random = seededRandom(11)
    for (let round = 0; round < 100; round++) {
      const abstract = `We propose MapNet, a model. ${anyText(random)} The end.`
      const before = readPaper({ title: 'MapNet', abstract })
      const after = readPaper({
        title: 'MapNet',
        abstract: `${abstract} The weather was fine. Birds sang.`,
      })
      expect(after).toEqual(before)
    }
  })

  test('findings say how sure they are', () => {
    const { claims, systems, topics } = readPaper({
      title: 'MapNet: A Model',
      abstract: 'We propose MapNet, a vision model with 7B parameters.',
    })
    for (const { confidence } of [...claims, ...systems, ...topics]) {
      expect(confidence).toBeGreaterThan(0)
      expect(confidence).toBeLessThanOrEqual(1)
    }
  })
})

describe('a hostile megabyte', () => {
  test.each([
    '.',
    '9',
    '9 ',
    '1,000,',
    '(',
    '(A) ',
    'A',
    'Alpha Beta ',
    'we propose Xa-B, ',
    'called Foo ',
    'our Foo-B model ',
    '3x ',
    '50% to ',
    'more than 3 ',
    'http://a.b/',
    'a.co ',
    'a.',
    '{',
    '$5 ',
    '_{a}',
    'a-b-',
    'Long Form (LF) ',
    '"Foo ',
    '\n\n',
    ' ',
    'components: Foo Bar (FBR), ',
    'We show 3 x. ',
    'For comparison, ',
    'accuracy 5% ',
    'the U.S. ',
    'Alpha and ',
    'While a alone 3% ',
    'we give X and propose ',
  ])('of %j is read within bounds', (piece) => {
    const abstract = `We propose MapNet, a model. ${piece.repeat(Math.ceil(1e6 / piece.length))}`
    const reading = readPaper({ title: 'MapNet: A Model', abstract })
    expect(reading.claims.length).toBeLessThanOrEqual(120)
    expect(reading.systems.length).toBeLessThanOrEqual(61)
    expect(reading.artifacts.length).toBeLessThanOrEqual(40)
    expectSpans(abstract, 'MapNet: A Model', reading)
  })
})

test('a reading carries the version of its reader', () => {
  expect(readPaper({ title: '', abstract: '' })).toEqual({
    version: READER_VERSION,
    kind: 'method',
    topics: [],
    gist: '',
    systems: [],
    artifacts: [],
    claims: [],
    results: [],
  })
})

const PAGE = new URL('../../../shared/data/pages/000_a5d6776ce9ba08b2.txt', import.meta.url)

test.skipIf(!existsSync(PAGE))('every span in a real page of papers holds what is quoted', () => {
  const blocks = readFileSync(PAGE, 'utf8').split(/\n\s*\n/)
  for (const [index, block] of blocks.entries()) {
    expectSpans(
      block,
      blocks[index - 1] ?? '',
      readPaper({ title: blocks[index - 1] ?? '', abstract: block }),
    )
  }
})
