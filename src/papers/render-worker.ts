import { parentPort } from 'node:worker_threads'
import { renderForStorage } from './render.ts'
import type { TextToRender } from './renderer.ts'

parentPort!.on('message', (texts: TextToRender[]) => {
  parentPort!.postMessage(texts.map(({ title, abstract }) => renderForStorage(title, abstract)))
})
parentPort!.on('messageerror', (error) => {
  throw error // ends the thread, and whoever waits hears of it
})
