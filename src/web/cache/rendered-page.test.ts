import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bytesOf, formOf, renderedPage } from './rendered-page.ts'

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

test('every byte of a file comes back from each of its forms', async () => {
  const bytes = Uint8Array.from({ length: 1024 }, (_, n) => n)
  const page = await renderedPage(
    new Response(bytes, { headers: { 'content-type': 'text/plain; charset=utf-16' } }),
  )
  const plain = { br: brotliDecompressSync, gzip: gunzipSync, identity: (same: Buffer) => same }
  for (const encoding of ['br', 'gzip', 'identity'] as const) {
    const form = await formOf(page, encoding)
    expect(form.headers['content-length']).toBe(String(form.body.length))
    expect(plain[encoding](bytesOf(form)).equals(bytes)).toBe(true)
  }
})
