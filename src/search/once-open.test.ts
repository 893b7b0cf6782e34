import { expect, test } from 'vitest'
import { onceOpen } from './once-open.ts'
import { SearchUnavailable, type Search } from './search.ts'

test('whoever asks before the index is open waits for it', async () => {
  const opening = Promise.withResolvers<Search>()
  let wanted = 0
  const search = onceOpen(opening.promise, () => wanted++)
  expect(wanted).toBe(0)
  const asked = search.suggest('owl')
  expect(wanted).toBe(1) // whoever opens it learns that somebody waits
  opening.resolve({
    ...search,
    suggest: async (prefix) => [{ text: `${prefix}s`, kind: 'topic', id: null }],
  })
  expect(await asked).toEqual([{ text: 'owls', kind: 'topic', id: null }])
})

test('whoever asks for an index that cannot be opened is told so', async () => {
  const search = onceOpen(Promise.reject(new SearchUnavailable(null)))
  await expect(search.similar('2504.00001', 3)).rejects.toThrow(SearchUnavailable)
})
