import { expect, test } from 'vitest'
import { csv as whole } from './csv.ts'

/** The table without the mark in front. */
const csv = (...table: Parameters<typeof whole>) => whole(...table).slice(1)

test('a spreadsheet is told that it is UTF-8', () => {
  expect(
    Buffer.from(whole(['é'], []))
      .subarray(0, 5)
      .toString('hex'),
  ).toBe('efbbbfc3a9')
})

test('a table is its names and its rows, each with the line end of the standard', () => {
  expect(csv(['name', 'papers'], [['MapNet', 3], ['', null]])).toBe('name,papers\r\nMapNet,3\r\n,\r\n') // prettier-ignore
})

test('commas, quotes and line breaks stay inside their cell', () => {
  expect(csv(['a'], [['one, "two"\nthree']])).toBe('a\r\n"one, ""two""\nthree"\r\n')
})

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =1',
  '|cmd',
  '%00',
  '=HYPERLINK("x")',
])('a spreadsheet does not run %j', (text) => {
  const line = csv(['a'], [[text]]).slice('a\r\n'.length)
  expect(line.replace(/^"/, '')[0]).toBe("'")
})

test('a negative number is no formula', () => {
  expect(csv(['a'], [[-3.5]])).toBe('a\r\n-3.5\r\n')
})
