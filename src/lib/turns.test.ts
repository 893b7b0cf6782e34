import { expect, test } from 'vitest'
import { newTurns } from './turns.ts'

test('work with one key is done in turn, other work beside it', async () => {
  const inTurn = newTurns()
  const began: string[] = []
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const first = inTurn('a', async () => {
    began.push('first')
    await gate
  })
  const second = inTurn('a', async () => void began.push('second'))
  await inTurn('b', async () => void began.push('other'))
  expect(began).toEqual(['first', 'other'])

  open()
  await Promise.all([first, second])
  expect(began).toEqual(['first', 'other', 'second'])
})

test('a failure reaches its own caller and holds nobody up', async () => {
  const inTurn = newTurns()
  const failing = inTurn('a', () => Promise.reject(new Error('mine')))
  const next = inTurn('a', async () => 'done')
  await expect(failing).rejects.toThrow('mine')
  expect(await next).toBe('done')
})
