import { expect, test } from 'vitest'
import { seededRandom } from '../meaning/random.ts'
import { analyse } from './analyse.ts'
import { chunkTable } from './chunk-table.ts'
import { eachChunk } from './chunks.ts'
import { fold } from './fold.ts'
import { oneSpelling } from './one-spelling.ts'

const texts = (text: string) => analyse(text).map((token) => token.text)
const stems = (text: string) => analyse(text).map((token) => token.stem)

test('a compound is found joined and in parts, however it is written', () => {
  expect(texts('GPT-4')).toEqual(['gpt4', 'gpt', '4'])
  expect(texts('GPT4')).toEqual(['gpt4', 'gpt', '4'])
  expect(stems('self-supervised')).toEqual(['selfsupervis', 'self', 'supervis'])
  expect(stems('pre-training')).toContain(stems('pretraining')[0])
})

test('parts of names that mean nothing alone are not cut off', () => {
  expect(texts('H100 v2 3D 20px')).toEqual(['h100', 'v2', '3d', '20px'])
})

test('numbers keep their decimals and lose their commas', () => {
  expect(texts('1.3 13 10,000')).toEqual(['1.3', '13', '10000'])
})

test.each([
  ['20000000', ['20M', '20 million', '20,000,000', '20-million-token', '20.0 Million']],
  ['1300000000', ['1.3B', '1.3 billion', '1300M', '1.3-billion']],
  ['10000', ['10k', '10K', '10,000', '10 thousand', '10000']],
  ['2x', ['2x', '2×', '2 times', 'twice', 'twofold']],
  ['8', ['8', 'eight', 'Eight']],
])('%s is found however it is written', (term, ways) => {
  for (const way of ways) expect(stems(way)).toContain(term)
})

test('a number is sized by the next word only, and not where the result would be no number', () => {
  expect(texts('20 millions, 20, million')).toEqual(['20', 'millions', '20', 'million'])
  expect(texts('1.2345k 4d 7bn')).toEqual(['1.2345k', '4d', '7bn'])
  expect(analyse('10 million of').map(({ text, position }) => [text, position])).toEqual([
    ['10000000', 0],
    ['10', 0],
    ['million', 1],
    ['of', 2],
  ])
})

test.each([
  ['behaviour', 'behavior'],
  ['optimised', 'optimized'],
  ['regularisation', 'regularization'],
  ['nanometres', 'nanometers'],
  ['leukaemia', 'leukemia'],
  ['oesophageal', 'esophageal'],
  ['analyzing', 'analysing'],
  ['catalogues', 'catalogs'],
  ['modelling', 'modeling'],
  ['centred', 'centered'],
  ['artefacts', 'artifacts'],
])('%s is %s on the other side of the ocean', (one, other) => {
  expect(stems(one)).toEqual(stems(other))
})

test.each(['supervised', 'precise', 'resource', 'hours', 'course', 'before', 'academia', 'noise'])(
  '%s has one spelling',
  (word) => {
    expect(oneSpelling(word)).toBe(word)
  },
)

test('apostrophes join, and a possessive is dropped', () => {
  expect(texts("the model’s Bail'ing isn't")).toEqual(['the', 'model', 'bailing', 'isnt'])
})

test('the same letters to a reader are the same letters to the index', () => {
  expect(fold('Łukasz Großmann ﬁne Ｆｕｌｌ 𝐀 naïve Erdős')).toBe(
    'lukasz grossmann fine full a naive erdos',
  )
})

test('Chinese is cut into pairs, and a single character stands alone', () => {
  expect(texts('语言模型 图')).toEqual(['语言', '言模', '模型', '图'])
})

test('positions count words, so that a phrase is a run of numbers', () => {
  expect(analyse('a self-made model').map(({ text, position }) => [text, position])).toEqual([
    ['a', 0],
    ['selfmade', 1],
    ['self', 1],
    ['made', 2],
    ['model', 3],
  ])
})

test('ranges cut the words out of the text as it was given', () => {
  const text = 'Ünïted, GPT-4 — 语言模型.'
  expect([...new Set(analyse(text).map(({ start, end }) => text.slice(start, end)))]).toEqual([
    'Ünïted',
    'GPT-4',
    '语言模型',
  ])
})

test.each([
  '',
  ' \0 ',
  '\ud800',
  '\udc00x\ud800',
  '----',
  '\u202e\u200f',
  'a'.repeat(100_000),
  '-a'.repeat(50_000),
  '́'.repeat(1000),
])('nothing makes it stumble (%#)', (text) => {
  for (const { text: word, start, end } of analyse(text)) {
    expect(word.length).toBeLessThanOrEqual(200)
    expect(end).toBeGreaterThan(start)
  }
})

test('a text may be cut while another is being cut, however long', () => {
  const outer = 'one two-three '.repeat(2000)
  const inner = `${'x'.repeat(20_000)} y`
  const found: string[] = []
  eachChunk(outer, (start, end) => {
    found.push(outer.slice(start, end))
    if (start === 0) eachChunk(inner, (from, to) => found.push(inner.slice(from, to)))
  })
  const chunks = outer.trim().split(' ')
  expect(found).toEqual([chunks[0], ...inner.split(' '), ...chunks.slice(1)])
})

test('a chunk table tells what was noted of each chunk, and of plain ones in any case', () => {
  const table = chunkTable()
  const noted = new Map<string, number>()
  const random = seededRandom(1)
  const below = (limit: number) => Math.floor(random() * limit)
  for (let i = 0; i < 200_000; i++) {
    const isPlain = i % 2 === 0
    const name = (36 ** 3 + below(90_000)).toString(36)
    const chunk = isPlain
      ? name.replace(/\d/g, (digit) => 'QWERTZUIOP'[Number(digit)]!)
      : `${name}-4`
    const text = `${'x'.repeat(below(3))}${chunk} `
    const start = text.length - chunk.length - 1
    const units = Uint16Array.from(text, (letter) => letter.charCodeAt(0))
    const key = isPlain ? chunk.toLowerCase() : chunk
    const place = table.find(units, start, start + chunk.length, isPlain)
    if (place > 0 !== noted.has(key)) expect.fail(chunk)
    const known = place > 0 ? noted.get(key) : i
    const notes = place > 0 ? place : table.note([i, 7])
    noted.set(key, known!)
    if (table.cells[notes] !== known || table.cells[notes + 1] !== 7) expect.fail(chunk)
  }
  expect(table.size).toBe(noted.size)
})
