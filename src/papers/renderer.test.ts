import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test, vi } from 'vitest'
import { renderForStorage } from './render.ts'
import { newRenderer } from './renderer.ts'

function texts(from: number, count: number) {
  return Array.from({ length: count }, (_, n) => ({
    title: `On $O(n^{${from + n}})$`,
    abstract: `We show that $x_{${from + n}} < y$ & more.`,
  }))
}

const expected = (all: ReturnType<typeof texts>) =>
  all.map(({ title, abstract }) => renderForStorage(title, abstract))

function renderer() {
  const made = newRenderer()
  onTestFinished(() => made.close())
  return made
}

test('the first call and those that a thread answers give the same as rendering one by one', async () => {
  const { render } = renderer()
  for (const all of [texts(0, 3), texts(3, 5), texts(8, 1), []]) {
    expect(await render(all)).toEqual(expected(all))
  }
})

test('calls at the same time each get their own answer', async () => {
  const { render } = renderer()
  const asked = [texts(0, 2), texts(2, 300), texts(302, 1), texts(303, 40)]
  expect(await Promise.all(asked.map(render))).toEqual(asked.map(expected))
})

test('when the thread cannot take a text it is rendered all the same, and so is what comes later', async () => {
  const { render } = renderer()
  await render([])
  const unclonable = Object.assign(texts(1, 1)[0]!, { more: () => 'no thread takes a function' })
  expect(await render([unclonable])).toEqual(expected([unclonable]))
  expect(await render(texts(2, 2))).toEqual(expected(texts(2, 2)))
})

test('another thread renders what comes second', async () => {
  const worker = new Worker(new URL('render-worker.ts', import.meta.url))
  const answered = vi.fn<() => void>()
  worker.on('message', answered)
  const made = newRenderer(() => worker)
  onTestFinished(() => made.close())
  await made.render([])
  expect(await made.render(texts(1, 2))).toEqual(expected(texts(1, 2)))
  expect(answered).toHaveBeenCalledOnce()
})

test.each([
  ['fails', "throw new Error('no memory')"],
  ['ends', 'process.exit(0)'],
])('when the thread %s at its work, this one goes on, and no other is begun', async (_, end) => {
  let begun = 0
  const made = newRenderer(() => {
    begun += 1
    return new Worker(`require('node:worker_threads').parentPort.on('message', () => { ${end} })`, {
      eval: true,
    })
  })
  onTestFinished(() => made.close())
  for (const all of [texts(0, 3), texts(3, 5), texts(8, 1)]) {
    expect(await made.render(all)).toEqual(expected(all))
  }
  expect(begun).toBe(1)
})
