import { expect, test } from 'vitest'
import { LONGEST_GIST } from './gist.ts'
import { readPaper } from './read.ts'

const gist = (abstract: string) => readPaper({ title: 'On Maps', abstract }).gist

test('"we present X, a …" becomes "X: a …"', () => {
  expect(gist('Maps are hard. In this paper, we present MapNet, a tool for maps. It works.')).toBe(
    'MapNet: a tool for maps.',
  )
  expect(gist('We introduce MapNet, which draws maps.')).toBe('MapNet draws maps.')
})

test('what is presented without a name stands alone', () => {
  expect(gist('To this end, we propose a new way to draw maps.')).toBe('A new way to draw maps.')
})

test('a sentence that would not stand alone stays whole', () => {
  expect(gist('We present MapNet to draw maps.')).toBe('We present MapNet to draw maps.')
  expect(gist('We propose leveraging maps.')).toBe('We propose leveraging maps.')
  expect(gist('Instead of guessing, we show that maps help.')).toBe('We show that maps help.')
})

test('what the paper brings goes before what it shows, and both before the field', () => {
  expect(gist('Maps are old. We show they age. We propose a remedy.')).toBe('A remedy.')
  expect(gist('Maps are old. We show they age.')).toBe('We show they age.')
  expect(gist('Maps are old.')).toBe('Maps are old.')
})

test('a long sentence ends at a clause, never inside brackets', () => {
  const long = `We propose a way to draw ${'very '.repeat(20)}good maps (of roads, ${'of trails, '.repeat(12)}and more), with care, ${'and care '.repeat(20)}.`
  expect(gist(long)).toBe(`A way to draw ${'very '.repeat(20)}good maps.`)
})

test('the labels of a list are no brackets', () => {
  const long = `We propose a way A) of roads (e.g. ${'very '.repeat(20)}small) B) of trails, ${'and on '.repeat(30)}.`
  expect(gist(long)).toBe(`A way A) of roads (e.g. ${'very '.repeat(20)}small) B) of trails.`)
})

test('a long sentence without a clause ends at a word', () => {
  const text = gist(`We propose a ${'very '.repeat(80)}good map.`)
  expect(text.length).toBeLessThanOrEqual(LONGEST_GIST)
  expect(text.endsWith('very…')).toBe(true)
})

test('what is introduced besides is not what the paper brings', () => {
  expect(gist('Maps are old, and this work draws them anew. Furthermore, a rule is introduced.')).toBe('Maps are old, and this work draws them anew.') // prettier-ignore
})

test('a name keeps its case, and the opening goes without a comma too', () => {
  expect(gist('In this paper we propose scMaps, a model of maps.')).toBe('scMaps: a model of maps.')
})

test('what is proposed without a "we" counts, and a paper named in passing does not', () => {
  expect(gist('Maps are old. A way to draw maps is proposed. Two forms are presented and tried.')).toBe('A way to draw maps is proposed.') // prettier-ignore
  expect(gist('Maps help. They bound drawing (this paper) and seeing.')).toBe('Maps help.')
})

test('no abstract, no gist', () => {
  expect(gist('')).toBe('')
})
