import { expect, test } from 'vitest'
import { formOf, renderedPage } from './rendered-page.ts'

test('a compression that failed is tried again for the next who asks', async () => {
  const page = await renderedPage(new Response('text'))
  const { body } = page
  let reads = 0
  Object.defineProperty(page, 'body', {
    get() {
      if (reads++ === 0) throw new Error('out of memory')
      return body
    },
  })
  await expect(formOf(page, 'gzip')).rejects.toThrow('out of memory')
  expect((await formOf(page, 'gzip')).headers['content-encoding']).toBe('gzip')
})

test('a compressed form holds no more memory than it is long', async () => {
  const page = await renderedPage(
    new Response('text', { headers: { 'content-type': 'text/html' } }),
  )
  for (const encoding of ['br', 'gzip', 'identity'] as const) {
    const { body } = await formOf(page, encoding)
    expect(body.buffer.byteLength).toBe(body.length)
  }
})
