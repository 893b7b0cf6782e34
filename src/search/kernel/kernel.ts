import { readFileSync } from 'node:fs'

/** The loops of `assembly/kernel.ts` over one block of memory. Pointers are byte offsets into it. */
export interface Kernel {
  memory: SharedArrayBuffer
  nearBySigns(
    tile: number,
    rows: number,
    plan: number,
    allowed: number,
    wanted: number,
    state: number,
    counters: number,
    out: number,
  ): number
  sumRows(
    rows: number,
    width: number,
    list: number,
    weights: number,
    count: number,
    out: number,
  ): void
  dotRows(
    rows: number,
    width: number,
    list: number,
    count: number,
    query: number,
    out: number,
  ): void
  scoreWindows(
    window: number,
    end: number,
    threshold: number,
    allowed: number,
    desk: number,
  ): number
  addBlocks(block: number, last: number, bits: number, desk: number): void
  addBits(from: number, bits: number, bytes: number): void
  countBits(bits: number, bytes: number): number
  timesTransposed(a: number, b: number, c: number, m: number, n: number, k: number): void
  times(
    p: number,
    rowStep: number,
    columnStep: number,
    b: number,
    c: number,
    m: number,
    n: number,
    k: number,
  ): void
}

const PAGE = 65_536 // bytes; WebAssembly counts memory in these
const MOST_PAGES = 65_536 // what the module was built with: 4 GiB

const module = new WebAssembly.Module(readFileSync(new URL('kernel.wasm', import.meta.url)))

/** Memory for a kernel, shared so that worker threads can run their own kernel over the same rows. */
export function kernelMemory(bytes: number): WebAssembly.Memory {
  const pages = Math.max(1, Math.ceil(bytes / PAGE))
  return new WebAssembly.Memory({ initial: pages, maximum: MOST_PAGES, shared: true })
}

export function kernelOver(memory: WebAssembly.Memory): Kernel {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  return {
    ...(exports as unknown as Omit<Kernel, 'memory'>),
    memory: memory.buffer as unknown as SharedArrayBuffer,
  }
}
