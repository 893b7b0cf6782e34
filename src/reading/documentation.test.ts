import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { VOCABULARY } from './unit-table.ts'

const page = readFileSync(new URL('../../docs/reading.md', import.meta.url), 'utf8')

test('every unit of the vocabulary is documented', () => {
  const documented = new Set(
    page
      .split('\n')
      .filter((line) => line.includes(' · ') || line.includes('USD'))
      .flatMap((line) => line.split(/ · | \| |\| | \|/).map((unit) => unit.trim())),
  )
  expect(VOCABULARY.filter((unit) => !documented.has(unit))).toEqual([])
})
