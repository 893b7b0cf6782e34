import { expect, test } from 'vitest'
import { draft, testSite } from '../../../test/test-site.ts'
import { SearchUnavailable } from '../../search/search.ts'
import { paths } from '../paths.ts'

const unavailable = () => Promise.reject(new SearchUnavailable(null))

test('while search cannot answer readers are told to try again, and papers are read without similar ones', async () => {
  const site = await testSite()
  await site.print(draft(1, { title: 'Owls' }))
  Object.assign(site.search, { search: unavailable, similar: unavailable, suggest: unavailable })
  for (const path of ['/papers?q=owls', '/api/papers/search?q=owls', '/api/suggest?q=o']) {
    const response = await site.app.request(path)
    expect([path, response.status, response.headers.get('retry-after')]).toEqual([path, 503, '2'])
  }
  expect(await site.read(paths.paper('2504.00001'))).toContain('Owls')
  expect(site.cache.find(paths.paper('2504.00001'))).toBeUndefined()
  expect(site.failures).toEqual([])
})
