import { expect, test } from 'vitest'
import { keptFor } from './kept.ts'

/** A reading that can be told to fail, on a clock that is set by hand. */
function counting() {
  const state = { at: 0, reads: 0, fails: false }
  const read = async () => {
    state.reads++
    if (state.fails) throw new Error('not now')
    return state.reads
  }
  return { state, kept: keptFor(1000, () => new Date(state.at), read) }
}

test('what was read is kept for its time, and read once for all who ask at once', async () => {
  const { state, kept } = counting()
  expect(await Promise.all([kept(), kept(), kept()])).toEqual([1, 1, 1])
  state.at = 999
  expect(await kept()).toBe(1)
  state.at = 1000
  expect(await kept()).toBe(2)
})

test('a failure is told to those who waited for it, and the next one reads again', async () => {
  const { state, kept } = counting()
  state.fails = true
  const both = await Promise.allSettled([kept(), kept()])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  state.fails = false
  expect(await kept()).toBe(2)
})

test('what was read while the clock was a year ahead is read again when the clock is set right', async () => {
  const { state, kept } = counting()
  state.at = 31_536_000_000
  expect(await kept()).toBe(1)
  state.at = 0
  expect(await kept()).toBe(2)
})
