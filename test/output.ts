import { PassThrough, type Writable } from 'node:stream'

/** What a command writes, to be read by a test. */
export function output() {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const textOf = (stream: PassThrough) => () => {
    let text = ''
    for (
      let chunk = stream.read() as Buffer | null;
      chunk !== null;
      chunk = stream.read() as Buffer | null
    )
      text += chunk.toString()
    return text
  }
  const streams: { stdout: Writable; stderr: Writable & { isTTY?: boolean } } = { stdout, stderr }
  return { streams, stdout: textOf(stdout), stderr: textOf(stderr) }
}
