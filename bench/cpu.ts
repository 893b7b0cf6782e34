import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Database } from '../src/database/database.ts'

/** Processor time of one repetition, in milliseconds: other work on the machine does not count. */
export interface CpuTime {
  node: number // this process
  database: number // the server and all that it started
}

/** What it takes to do something once, of so many times, after it was done so often that all is compiled and cached. */
export async function cpuTime(
  db: Database,
  { warmUp, times }: { warmUp: number; times: number },
  once: () => Promise<void>,
): Promise<CpuTime> {
  const server = await postmaster(db)
  for (let n = 0; n < warmUp; n++) await once()
  const [ours, theirs] = [process.cpuUsage(), serverCpuMs(server)]
  for (let n = 0; n < times; n++) await once()
  const { user, system } = process.cpuUsage(ours)
  return {
    node: (user + system) / 1000 / times,
    database: (serverCpuMs(server) - theirs) / times,
  }
}

async function postmaster(db: Database): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  return statOf(rows[0]!.pid)!.parent
}

const TICK_MS = 10 // of /proc, on every Linux that we know

/** What a server and everything that it started took so far. */
function serverCpuMs(postmaster: number): number {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const living = processes.flatMap((name) => {
    const stat = statOf(Number(name))
    return stat?.parent === postmaster ? stat.own : []
  })
  const { own, ended } = statOf(postmaster)!
  return living.reduce((sum, each) => sum + each, own + ended) * TICK_MS
}

/** Null when the process has ended meanwhile. Fields as in proc(5). */
function statOf(pid: number): { parent: number; own: number; ended: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number)
    return { parent: fields[1]!, own: fields[11]! + fields[12]!, ended: fields[13]! + fields[14]! }
  } catch {
    return null
  }
}
