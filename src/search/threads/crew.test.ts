import { expect, test, vi } from 'vitest'
import { SearchUnavailable } from '../search.ts'
import { TYPICAL_LENGTHS } from '../segment/averages.ts'
import { chances } from '../testing/generate.ts'
import { threadHand } from './crew.ts'

const equipment = { timeLimit: Infinity }
const HEAP = 24 // megabytes: a hundred papers fit, hundreds of thousands do not

const { paper } = chances(1)
const few = Array.from({ length: 100 }, (_, i) => paper(`p${i}`))
const one = paper('p')
const tooMany = Array.from({ length: 150_000 }, (_, i) => ({
  ...one,
  id: `p${i}`,
  abstract: `${one.abstract} w${i}`,
}))
const build = (documents: typeof few) => ({ documents, averages: TYPICAL_LENGTHS, path: null })

test(
  'a thread that runs out of memory fails the task it was at, and the next thread does the others',
  { timeout: 120_000 },
  async () => {
    const deaths: Error[] = []
    const hand = threadHand({
      equipment,
      desk: 0,
      died: (error) => deaths.push(error),
      heapMegabytes: HEAP,
    })
    const before = await hand.run('build', build(few))
    await hand.run('use', { parts: [], model: null })

    const fatal = hand.run('build', build(tooMany))
    const waiting = hand.run('build', build(few))
    await expect(fatal).rejects.toThrow(SearchUnavailable)
    expect((await waiting).documents).toBe(before.documents)
    expect(deaths).toMatchObject([{ code: 'ERR_WORKER_OUT_OF_MEMORY' }])
    const answered = await hand.run('answer', { typed: 'model', options: {} })
    expect(answered.hits).toEqual([])
    await hand.close()
  },
)

test(
  'one that keeps dying is given rest: until then tasks are refused, and then it answers again',
  { timeout: 120_000 },
  async () => {
    const deaths: Error[] = []
    const hand = threadHand({
      equipment,
      desk: 0,
      died: (error) => deaths.push(error),
      heapMegabytes: HEAP,
    })
    await expect(hand.run('build', build(tooMany))).rejects.toThrow(SearchUnavailable)
    await expect(hand.run('build', build(tooMany))).rejects.toThrow(SearchUnavailable)
    expect(hand.waiting()).toBe(Infinity)
    await expect(hand.run('suggest', { prefix: 'a', limit: 1 })).rejects.toThrow(SearchUnavailable)
    expect(await hand.run('use', { parts: [], model: null })).toBeNull()

    await vi.waitFor(
      async () => expect((await hand.run('build', build(few))).documents).toBe(100),
      { timeout: 60_000 },
    )
    expect(deaths).toHaveLength(2)
    await hand.close()
  },
)

test('what a closed thread was asked fails', async () => {
  const hand = threadHand({ equipment, desk: 0, died: () => {} })
  const asked = expect(hand.run('build', build(few))).rejects.toThrow(SearchUnavailable)
  await hand.close()
  await asked
})
