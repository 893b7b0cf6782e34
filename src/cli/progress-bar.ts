import { SingleBar } from 'cli-progress'

/** A bar on a terminal, nothing elsewhere. */
export function progressBar(total: number) {
  if (!process.stderr.isTTY) return { update() {}, stop() {} }
  const bar = new SingleBar({
    format: '{bar} {value} of {total}, {eta_formatted} left',
    stream: process.stderr,
  })
  bar.start(total, 0)
  return { update: (done: number) => bar.update(done), stop: () => bar.stop() }
}
