import { parentPort } from 'node:worker_threads'
import { preparePieces } from './prepare-pieces.ts'
import type { Pieces } from './read-papers.ts'

parentPort!.on('message', (pieces: Pieces) => parentPort!.postMessage(preparePieces(pieces)))
parentPort!.on('messageerror', (error) => {
  throw error // ends the thread, and whoever waits hears of it
})
parentPort!.postMessage('standing by')
