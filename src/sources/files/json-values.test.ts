import { describe, expect, test } from 'vitest'
import { chunksOf, collected } from '../../../test/chunks.ts'
import { jsonValues } from './json-values.ts'
import { ENTRY_BYTES_MAX } from './limits.ts'

const valuesOf = (content: string, chunkBytes = 1 << 20) =>
  collected(jsonValues(chunksOf(content, chunkBytes)))
const texts = (pieces: object[]) => pieces.map((piece) => ('text' in piece ? piece.text : piece))

test.each([
  ['[{"a": 1}, {"b": [1, {"c": 2}]}]', ['{"a": 1}', '{"b": [1, {"c": 2}]}']],
  ['[{"a": "]}, {\\" \\\\"}]', ['{"a": "]}, {\\" \\\\"}']],
  ['{"a": 1}\n{"b": 2}{"c": 3}', ['{"a": 1}', '{"b": 2}', '{"c": 3}']],
  ['[{"a": 1}]\n[{"b": 2}]', ['{"a": 1}', '{"b": 2}']],
  ['[1, "x", null, [2]]', ['1', '"x"', 'null', '[2]']],
  ['[]', []],
  ['\uFEFF[{"a": 1}]', ['{"a": 1}']],
  ['[{"a": "line\u2028break"}]', ['{"a": "line\u2028break"}']],
])('%s holds %j', async (content, values) => {
  expect(texts(await valuesOf(content))).toEqual(values)
})

describe.each([1, 2, 5, 13])('in chunks of %i bytes', (chunkBytes) => {
  test('the values are the same', async () => {
    const content = '[\n  {"tea": "für 李 😀 \\"", "n": [1, 2]},\n\n  {"cup": {}},\n  3\n]\n'
    expect(await valuesOf(content, chunkBytes)).toEqual(await valuesOf(content))
    expect((await valuesOf(content)).map(({ line }) => line)).toEqual([2, 4, 5])
  })
})

test('a string that was cut off takes only its own entry along', async () => {
  const content =
    '[\n  {"title": "Cups and\n  },\n  {"title": "Saucers"},\n  {"title": "Spoons"}\n]'
  expect(texts(await valuesOf(content)).slice(1)).toEqual([
    '{"title": "Saucers"}',
    '{"title": "Spoons"}',
  ])
})

test('an entry without its end does not swallow the next one that begins in the same column', async () => {
  const content = '[\n{"title": "Cups and\n{"title": "Saucers"},\n{"title": "Spoons"}\n]'
  expect(texts(await valuesOf(content)).slice(1)).toEqual([
    '{"title": "Saucers"}',
    '{"title": "Spoons"}',
  ])
})

test('a list that was cut short says so', async () => {
  expect(await valuesOf('[{"a": 1}, {"b": "hal')).toEqual([
    { line: 1, text: '{"a": 1}' },
    { line: 1, reason: 'The file ends inside this entry.' },
    { line: 1, note: 'The list never ends: the file may have been cut short.' },
  ])
})

test('an entry above the limit is rejected, and those around it are kept', async () => {
  const content = `[{"a": 1}, {"b": "${'x'.repeat(ENTRY_BYTES_MAX)}"}, {"c": 3}]`
  expect(await valuesOf(content, 100_000)).toEqual([
    { line: 1, text: '{"a": 1}' },
    { line: 1, reason: 'The entry is longer than 8 MB, which no paper is.' },
    { line: 1, text: '{"c": 3}' },
  ])
})

test('brackets a million deep cost no stack', async () => {
  const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000)
  expect(texts(await valuesOf(`[${deep}, {"a": 1}]`)).at(-1)).toBe('{"a": 1}')
})
