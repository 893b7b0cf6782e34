import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { ThreadEnded, threadOf } from './thread.ts'

/** Does this with each question that it gets. */
function threadThat(does: string) {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads')
     parentPort.on('message', async (question) => { ${does} })`,
    { eval: true },
  )
  const thread = threadOf<string, string>(worker)
  onTestFinished(() => void thread.end())
  return thread
}

test('a thread answers one question after the other', async () => {
  const thread = threadThat("parentPort.postMessage(question + '!')")
  expect(await thread.ask('one')).toBe('one!')
  expect(await thread.ask('two')).toBe('two!')
  expect(thread.hasEnded()).toBe(false)
})

test.each([
  ["throw new Error('no memory')", 'no memory'],
  ["throw { name: 'ExitStatus', message: 'exit(1)', status: 1 }", 'exit(1)'], // as WebAssembly that ends itself does
  ['throw undefined', 'undefined'],
  ['process.exit(3)', 'with code 3'],
])('who asks a thread that does %s hears of it, then and later', async (does, why) => {
  const thread = threadThat(does)
  const message = `A thread ended before it had answered: ${why}`
  for (const question of ['one', 'two']) {
    const failed = await thread.ask(question).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(ThreadEnded)
    expect(failed).toMatchObject({ message })
  }
  expect(thread.hasEnded()).toBe(true)
})
