import { expect, test } from 'vitest'
import wink from 'wink-porter2-stemmer'
import { seededRandom } from '../meaning/random.ts'
import { porter2 } from './porter2.ts'

const ENDINGS =
  `sses ied ies us ss s eed eedly ed edly ing ingly ational ization fulness ousness iveness tional biliti lessli entli ation alism
  aliti ousli iviti fulli enci anci abli izer ator alli bli ogi logi li alize icate iciti ative ical ness ful ement ance ence able ible
  ment ant ent ism ate iti ous ive ize ion sion tion al er ic e ll l y ey ay at bl iz bb tt gener arsen commun aye yy`.split(
    /\s+/,
  )
const LETTERS = 'abcdefghijklmnopqrstuvwxyzaeiouyaeiouystnrl'

test.each([
  ['generously', 'generous'],
  ['communities', 'communiti'],
  ['hopping', 'hop'],
  ['hoping', 'hope'],
  ['agreed', 'agre'],
  ['saying', 'say'],
  ['cries', 'cri'],
  ['ties', 'tie'],
  ['gas', 'gas'],
  ['innings', 'inning'],
  ['relational', 'relat'],
  ['controlling', 'control'],
  ['adoption', 'adopt'],
])('%s is %s', (word, stem) => {
  expect(porter2(word)).toBe(stem)
})

test('it stems as the package does, words of any letters and of many endings', () => {
  const random = seededRandom(5)
  const any = <T>(list: ArrayLike<T>) => list[Math.floor(random() * list.length)]!
  for (let i = 0; i < 30_000; i++) {
    const parts = Array.from({ length: 1 + (i % 6) }, () =>
      random() < 0.5 ? any(ENDINGS) : any(LETTERS),
    )
    const word = parts.join('').padEnd(3, 'e')
    if (porter2(word) !== wink(word)) expect.fail(`${word}: ${porter2(word)}`)
  }
})

test('a word of any length is stemmed', () => {
  const word = `${'banana'.repeat(100)}izations`
  expect(porter2(word)).toBe(wink(word))
})
