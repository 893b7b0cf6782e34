import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { FileProblem } from './file-problem.ts'

/** A file, or standard input, ready to be read once. */
export interface OpenFile {
  name: string // without its folder; '-' for standard input
  size: number | null // in bytes, as stored; null when it cannot be known
  modified: Date
  bytes: AsyncIterable<Buffer>
  bytesRead(): number
  /** Lets go of the file, whether or not it was read to its end. Standard input stays open. */
  close(): void
}

/** Where '-' reads from, and the moment at which it does. */
export interface StandardInput {
  stream: Readable
  now: Date
}

const READ_BYTES = 256 * 1024 // one read

/**
 * Opens the file at `path`, or `stdin` for '-'. Throws FileProblem; RangeError for '-' without `stdin`, which only a
 * bug can cause.
 */
export async function openFile(path: string, stdin?: StandardInput): Promise<OpenFile> {
  if (path === '-') {
    if (!stdin) throw new RangeError('There is no standard input to read')
    return { name: '-', size: null, modified: stdin.now, ...counted(stdin.stream), close() {} }
  }

  const handle = await open(path).catch((error: unknown) => {
    throw problemOf(error)
  })
  const facts = await handle.stat()
  if (facts.isDirectory()) {
    await handle.close()
    throw folder()
  }
  const stream = handle.createReadStream({ highWaterMark: READ_BYTES })
  return {
    name: basename(path),
    size: facts.isFile() ? facts.size : null,
    modified: facts.mtime,
    ...counted(stream),
    close: () => void stream.destroy(),
  }
}

function counted(stream: Readable): Pick<OpenFile, 'bytes' | 'bytesRead'> {
  let read = 0
  async function* bytes() {
    try {
      for await (const chunk of stream) {
        const part: Buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
        read += part.length
        yield part
      }
    } catch (error) {
      throw problemOf(error)
    }
  }
  return { bytes: bytes(), bytesRead: () => read }
}

function problemOf(error: unknown): FileProblem {
  switch (error instanceof Error && 'code' in error && error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new FileProblem('missing', 'There is no such file.')
    case 'EISDIR':
      return folder()
    case 'EACCES':
    case 'EPERM':
      return new FileProblem('forbidden', 'You have no permission to read this file.')
    default:
      return new FileProblem('unreadable', `Reading failed: ${String(error)}.`, { cause: error })
  }
}

function folder(): FileProblem {
  return new FileProblem('folder', 'This is a folder; name the files in it, as in folder/*.')
}
