import { expect, test } from 'vitest'
import { bytes, duration } from './wording.ts'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [1540, '1.5 kB'],
  [20_400_000, '20 MB'],
  [3_260_000_000, '3.3 GB'],
  [7e15, '7,000 TB'],
])('%d bytes are %s', (count, text) => expect(bytes(count)).toBe(text))

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [119, '1 minute'],
  [7200, '2 hours'],
  [86_399, '23 hours'],
  [86_400 * 12 + 5, '12 days'],
])('%d seconds are %s', (seconds, text) => expect(duration(seconds)).toBe(text))
