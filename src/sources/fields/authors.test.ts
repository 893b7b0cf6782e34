import { expect, test } from 'vitest'
import { authorNames } from './authors.ts'

test.each([
  [
    ['Ann Lee', 'Bo Kim', 'and Cy Young'],
    ['Ann Lee', 'Bo Kim', 'Cy Young'],
  ],
  [
    ['Ann Lee and', 'Bo Kim'],
    ['Ann Lee', 'Bo Kim'],
  ],
  [
    ['Ann Lee', 'and', 'Bo Kim'],
    ['Ann Lee', 'Bo Kim'],
  ],
  [['Ann Lee and Bo Kim'], ['Ann Lee', 'Bo Kim']],
  [['Ann Lee; Bo Kim'], ['Ann Lee', 'Bo Kim']],
  [['A. Lee, B. Kim'], ['A. Lee', 'B. Kim']],
  [['Ann Lee,Bo Kim,Cy Young'], ['Ann Lee', 'Bo Kim', 'Cy Young']],
  [['Lee, Ann'], ['Ann Lee']],
  [['van der Lee, Ann B.'], ['Ann B. van der Lee']],
  [['García Márquez, María José'], ['María José García Márquez']],
  [['Lee, Ann, Jr.'], ['Ann Lee Jr.']],
  [['Lee, Jr., Ann'], ['Ann Lee Jr.']],
  [['Sammy Lee, Jr.'], ['Sammy Lee, Jr.']],
  [['Teapots, Inc.'], ['Teapots, Inc.']],
  [
    ['Ann Lee*', 'Bo Kim †', 'Cy Young ()'],
    ['Ann Lee', 'Bo Kim', 'Cy Young'],
  ],
  [['Xiao (Joe) Lee'], ['Xiao (Joe) Lee']],
  [['Ann\n  Lee'], ['Ann Lee']],
  [[String.raw`M{\"u}ller, Uwe`], ['Uwe Müller']],
  [[':', '', '  ', '1'], []],
  [
    ['李小明', 'Øyvind Ås'],
    ['李小明', 'Øyvind Ås'],
  ],
])('%j are %j', (entries, names) => {
  expect(authorNames(entries)).toEqual(names)
})

test('a group that has "and" in its name is one author', () => {
  expect(authorNames(['Institute for Tea and Coffee', 'The Cup and Saucer Team'])).toEqual([
    'Institute for Tea and Coffee',
    'The Cup and Saucer Team',
  ])
})

test('two people of one name both stay', () => {
  expect(authorNames(['Wei Wang', 'Wei Wang'])).toEqual(['Wei Wang', 'Wei Wang'])
})

test('names that hold "and" as letters, or begin with a capital And, are left alone', () => {
  expect(authorNames(['Sandy Brandt', 'Anders And'])).toEqual(['Sandy Brandt', 'Anders And'])
})

test('a list of a million is no list of authors', () => {
  expect(() => authorNames(Array(1_000_000).fill('Ann Lee'))).toThrow('1,000,000 authors')
})
