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

test('a sentence that brings a system by name is chosen, whatever its grammar', () => {
  expect(gist('Maps are old. We give an algorithm, RoadNet, for maps. We use a rule that we propose.')).toBe('We give an algorithm, RoadNet, for maps.') // prettier-ignore
  expect(gist('Maps are old. We take roads apart and propose RoadNet, a tool for maps. It works.')).toBe('We take roads apart and propose RoadNet, a tool for maps.') // prettier-ignore
  expect(gist('Maps are old. We test RoadNet on them. We propose a remedy.')).toBe('A remedy.')
})

test('an opening that tells why goes, whatever word it begins with', () => {
  expect(gist('Addressing these ills, we introduce MapNet, a tool for maps.')).toBe('MapNet: a tool for maps.') // prettier-ignore
  expect(gist('Next, to this end, we propose a remedy.')).toBe('A remedy.')
  expect(gist('In this work, (1) we propose a remedy.')).toBe('A remedy.')
  expect(gist('Drawing maps is what this paper is about.')).toBe('Drawing maps is what this paper is about.') // prettier-ignore
})

test('what does two things keeps its "we"; what can do two things needs none', () => {
  expect(gist('We propose a remedy and show that it helps.')).toBe('We propose a remedy and show that it helps.') // prettier-ignore
  expect(gist('We propose a tool to draw and compare maps.')).toBe(
    'A tool to draw and compare maps.',
  )
})

test('a name alone says nothing, so what follows is said too', () => {
  expect(gist('We propose the Road Drawing Network (RDN). It draws roads as lines.')).toBe('The Road Drawing Network (RDN). It draws roads as lines.') // prettier-ignore
  expect(gist('We propose the Road Drawing Network (RDN). Roads are old.')).toBe('The Road Drawing Network (RDN).') // prettier-ignore
})

test('the design of a study is no proposal', () => {
  expect(gist('We asked 30 people. We discuss changes to our study design.')).toBe('We discuss changes to our study design.') // prettier-ignore
  expect(gist('We conducted a study with 30 people. We discuss our study design.')).toBe('We conducted a study with 30 people.') // prettier-ignore
})

test('no joining word and no lone quotation mark is left over', () => {
  const long = `We propose a way of drawing ${'very '.repeat(30)}good maps by (1) looking, and (2) ${'drawing '.repeat(20)}.`
  expect(gist(long).endsWith('by (1) looking.')).toBe(true)
  expect(gist('"We propose a remedy. It helps.')).toBe('A remedy.')
})

test('initials are no end of a clause', () => {
  const long = `We propose a way of drawing ${'very '.repeat(25)}good maps, as the U.S. Roads ${'and Paths '.repeat(14)}do.`
  expect(gist(long).endsWith('good maps.')).toBe(true)
})

test('what is proposed finally, or besides, comes behind what is proposed first', () => {
  expect(gist('Finally, we propose a rule. We propose a remedy.')).toBe('A remedy.')
  expect(gist('We show it works. Finally, we propose a rule.')).toBe('A rule.')
})

test('the heading of a part of a structured abstract goes', () => {
  expect(gist('Purpose: Maps are old. Results: We present MapNet, a tool for maps.')).toBe('MapNet: a tool for maps.') // prettier-ignore
  expect(gist('MapNet: We propose a remedy.')).toBe('MapNet: We propose a remedy.')
})

test('"which we call" brings a name too', () => {
  expect(gist('We study a way to draw, which we call Road Drawing (RDR). We introduce a rule.')).toBe('We study a way to draw, which we call Road Drawing (RDR).') // prettier-ignore
})

test('the present is no proposal, and a plan comes behind what is done', () => {
  expect(gist('It is vital that we understand the present of maps. We propose a remedy.')).toBe('A remedy.') // prettier-ignore
  expect(gist('We will release all maps. We build a remedy for maps.')).toBe('We build a remedy for maps.') // prettier-ignore
})

test('a sentence in brackets goes, other asides stay', () => {
  expect(gist('We propose MapNet (We are asking whether we may share it), a tool for maps (of roads).')).toBe('MapNet: a tool for maps (of roads).') // prettier-ignore
})
