import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Run {
  seconds: number
  peakMb: number // the most memory it held at once (VmHWM of Linux); 0 where that cannot be read
  output: string
}

const LOOK_EVERY_MS = 100

/** Runs a command of ours in a process of its own, as `npx broadsheet` does, to its end. Throws with what it said when it fails. */
export function run(args: string[], env: Record<string, string>): Promise<Run> {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const child = spawn(process.execPath, ['--max-semi-space-size=16', 'src/main.js', ...args], {
      env: { ...process.env, ...env },
    })
    let output = ''
    let complaints = ''
    let peakMb = 0
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
    const look = setInterval(
      () => (peakMb = Math.max(peakMb, peakMemoryMb(child.pid!))),
      LOOK_EVERY_MS,
    )
    child.on('exit', (code) => {
      clearInterval(look)
      if (code !== 0)
        return reject(new Error(`${args.join(' ')} ended with ${code}: ${complaints}`))
      resolve({ seconds: (performance.now() - began) / 1000, peakMb, output })
    })
  })
}

export function peakMemoryMb(pid: number): number {
  try {
    return (
      Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
    )
  } catch {
    return 0
  }
}
