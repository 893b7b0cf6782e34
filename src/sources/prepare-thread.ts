import { parentPort } from 'node:worker_threads'
import { preparePieces } from './prepare-pieces.ts'
import type { Pieces } from './read-papers.ts'

parentPort!.on('message', (pieces: Pieces) => parentPort!.postMessage(preparePieces(pieces)))
parentPort!.postMessage('standing by')
