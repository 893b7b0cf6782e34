import { expect, test } from 'vitest'
import type { FileResult } from '../sources/import.ts'
import { importReport } from './import-report.ts'

const result: FileResult = {
  file: 'cups.jsonl',
  format: 'corpus',
  read: 1234,
  added: 1200,
  updated: 20,
  unchanged: 13,
  rejected: 1,
  errors: [{ line: 7, reason: 'The title is missing.' }],
  notes: [
    { note: 'The page has no date line.' },
    { line: 9, note: 'NUL characters were removed.' },
  ],
  noted: 2,
  problem: null,
}

test('a file is told of in one line, followed by what was wrong with it', () => {
  expect(importReport(result)).toBe(
    [
      'cups.jsonl: 1,234 papers read as corpus, 1,200 added, 20 updated, 13 unchanged, 1 rejected',
      '  line 7: The title is missing.',
      '  note: The page has no date line.',
      '  note on line 9: NUL characters were removed.',
    ].join('\n'),
  )
})

test('of many errors the first are shown and the rest counted', () => {
  const errors = Array.from({ length: 100 }, (_, n) => ({
    line: n + 1,
    reason: 'The title is missing.',
  }))
  const report = importReport({ ...result, rejected: 5000, errors, notes: [], noted: 0 }).split(
    '\n',
  )

  expect(report).toHaveLength(12)
  expect(report.at(-1)).toBe('  … and 4,990 more')
})

test('a file that could not be read says why', () => {
  const missing = {
    ...result,
    format: null,
    read: 0,
    rejected: 0,
    notes: [],
    noted: 0,
    problem: 'missing' as const,
  }
  expect(
    importReport({ ...missing, errors: [{ line: null, reason: 'There is no such file.' }] }),
  ).toBe('cups.jsonl: nothing was imported\n  There is no such file.')
})
