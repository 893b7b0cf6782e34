import { expect, test } from 'vitest'
import { ENTRY_BYTES, pageCache } from './page-cache.ts'
import { renderedPage, type RenderedPage } from './rendered-page.ts'

const noon = () => new Date('2025-04-17T12:00:00Z')
const page = (text: string, status = 200) => renderedPage(new Response(text, { status }))

/** A rendering that ends when the test says so. */
function slow() {
  const { promise, resolve } = Promise.withResolvers<RenderedPage>()
  let renderings = 0
  const make = () => {
    renderings++
    return promise
  }
  return {
    make,
    count: () => renderings,
    finish: async (text: string) => resolve(await page(text)),
  }
}

test('a page is rendered once and then kept', async () => {
  const cache = pageCache(noon)
  await cache.render('/', () => page('first'))
  const again = await cache.render('/', () => page('second'))

  expect(again.body).toBe('first')
  expect(cache.find('/')).toBe(again)
})

test('those who ask at the same time share one rendering', async () => {
  const cache = pageCache(noon)
  const rendering = slow()
  const asked = [cache.render('/', rendering.make), cache.render('/', rendering.make)]
  await rendering.finish('shared')

  const [one, other] = await Promise.all(asked)
  expect(one).toBe(other)
  expect(rendering.count()).toBe(1)
})

test('a page whose rendering began before a change is shown, but not kept', async () => {
  const cache = pageCache(noon)
  const rendering = slow()
  const asked = cache.render('/', rendering.make)
  cache.drop()
  await rendering.finish('old')

  expect((await asked).body).toBe('old')
  expect(cache.find('/')).toBeUndefined()
})

test('who asks after a change does not get a rendering that began before it', async () => {
  const cache = pageCache(noon)
  const before = slow()
  const first = cache.render('/', before.make)
  cache.drop()
  const after = await cache.render('/', () => page('new'))
  await before.finish('old')
  await first

  expect(after.body).toBe('new')
  expect(cache.find('/')?.body).toBe('new')
})

test('a rendering that fails fails for those who wait, and is tried again for the next', async () => {
  const cache = pageCache(noon)
  await expect(cache.render('/', () => Promise.reject(new Error('broken')))).rejects.toThrow(
    'broken',
  )

  expect((await cache.render('/', () => page('well'))).body).toBe('well')
})

test('only successes are kept', async () => {
  const cache = pageCache(noon)
  await cache.render('/missing', () => page('not found', 404))
  await cache.render('/broken', () => page('error', 500))

  expect(cache.find('/missing')).toBeUndefined()
  expect(cache.find('/broken')).toBeUndefined()
})

test('at midnight UTC every page is rendered anew', async () => {
  let now = new Date('2025-04-17T23:59:59.999Z')
  const cache = pageCache(() => now)
  await cache.render('/', () => page('Thursday'))
  now = new Date('2025-04-18T00:00:00Z')

  expect(cache.find('/')).toBeUndefined()
})

test('when memory is full, the pages that nobody asked for longest go', async () => {
  const text = 'x'.repeat(20_000) // counted twice: its compressed forms are kept too
  const cache = pageCache(noon, 2 * (2 * text.length + ENTRY_BYTES + 100))
  await cache.render('/a', () => page(text))
  await cache.render('/b', () => page(text))
  cache.find('/a')
  await cache.render('/c', () => page(text))

  expect(cache.find('/a')).toBeDefined()
  expect(cache.find('/b')).toBeUndefined()
  expect(cache.find('/c')).toBeDefined()
})

test('a page larger than all memory is shown and displaces nothing', async () => {
  const cache = pageCache(noon, 50_000)
  await cache.render('/a', () => page('small'))
  await cache.render('/huge', () => page('x'.repeat(25_000)))

  expect(cache.find('/a')).toBeDefined()
  expect(cache.find('/huge')).toBeUndefined()
})

test('dropping frees the memory', async () => {
  const cache = pageCache(noon, 50_000)
  for (let n = 0; n < 10; n++) {
    await cache.render('/a', () => page('x'.repeat(20_000)))
    cache.drop()
  }
  await cache.render('/b', () => page('x'.repeat(20_000)))
  expect(cache.find('/b')).toBeDefined()
})

test('long addresses and many small pages fill the memory too', async () => {
  const cache = pageCache(noon, 100 * ENTRY_BYTES)
  await cache.render('/first', () => page('small'))
  for (let n = 0; n < 100; n++) await cache.render(`/${n}`, () => page('small'))
  expect(cache.find('/first')).toBeUndefined()

  await cache.render('/first', () => page('small'))
  await cache.render(`/${'x'.repeat(98 * ENTRY_BYTES)}`, () => page('small'))
  expect(cache.find('/first')).toBeUndefined()
})

test('an answer that says it must not be stored is not kept', async () => {
  const cache = pageCache(noon)
  const headers = { 'cache-control': 'no-store' }
  await cache.render('/now', () => renderedPage(new Response('now', { headers })))
  expect(cache.find('/now')).toBeUndefined()
})

test('some pages are forgotten and others stay, kept or being rendered', async () => {
  const cache = pageCache(noon)
  await cache.render('/a', () => page('a'))
  await cache.render('/b', () => page('b'))
  const rendering = [slow(), slow()]
  const asked = [cache.render('/a2', rendering[0]!.make), cache.render('/b2', rendering[1]!.make)]
  cache.drop((address) => address.startsWith('/a'))
  for (const each of rendering) await each.finish('new')
  await Promise.all(asked)

  expect(cache.find('/a')).toBeUndefined()
  expect(cache.find('/a2')).toBeUndefined()
  expect(cache.find('/b')).toBeDefined()
  expect(cache.find('/b2')).toBeDefined()
})
