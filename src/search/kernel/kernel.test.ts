import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { kernelMemory, kernelOver } from './kernel.ts'

test('kernel.wasm is what its source builds to', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: { kernel: string }
  }
  const built = join(mkdtempSync(join(tmpdir(), 'kernel-')), 'kernel.wasm')
  const [, ...args] = scripts.kernel.split(' ')
  const compiler = join(
    createRequire(import.meta.url).resolve('assemblyscript/package.json'),
    '../bin/asc.js',
  )
  const output = args.map((arg) => (arg.endsWith('kernel.wasm') ? built : arg))
  execFileSync(process.execPath, [compiler, ...output])
  expect(readFileSync(built).equals(readFileSync('src/search/kernel/kernel.wasm'))).toBe(true)
})

test('matrix products are those of the definition', () => {
  const [m, n, k] = [8, 12, 16]
  const memory = kernelMemory(1 << 16)
  const kernel = kernelOver(memory)
  const at = { a: 0, b: 4096, c: 8192, d: 12_288 }
  const a = new Float32Array(kernel.memory, at.a, m * k).map((_, i) => ((i * 7) % 11) - 5)
  const b = new Float32Array(kernel.memory, at.b, n * k).map((_, i) => ((i * 5) % 13) - 6)
  new Float32Array(kernel.memory, at.a, m * k).set(a)
  new Float32Array(kernel.memory, at.b, n * k).set(b)

  kernel.timesTransposed(at.a, at.b, at.c, m, n, k)
  const c = new Float32Array(kernel.memory, at.c, m * n)
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0
      for (let d = 0; d < k; d++) sum += a[i * k + d]! * b[j * k + d]!
      expect(c[i * n + j]).toBe(sum)
    }
  }
  kernel.times(at.c, 4, n * 4, at.a, at.d, n, m, k) // cᵀ · a
  const product = new Float32Array(kernel.memory, at.d, n * k)
  for (let j = 0; j < n; j++) {
    for (let d = 0; d < k; d++) {
      let sum = 0
      for (let i = 0; i < m; i++) sum += c[i * n + j]! * a[i * k + d]!
      expect(product[j * k + d]).toBe(sum)
    }
  }
})

test('a sum of rows is that of the definition', () => {
  const [rows, width, list] = [5, 32, [4, 0, 4, 2]]
  const kernel = kernelOver(kernelMemory(1 << 16))
  const at = { rows: 0, list: 1024, weights: 2048, out: 4096 }
  const values = new Int8Array(kernel.memory, at.rows, rows * width).map((_, i) => (i * 37) % 256)
  new Int8Array(kernel.memory, at.rows, rows * width).set(values)
  new Uint32Array(kernel.memory, at.list, list.length).set(list)
  const weights = [1, -2, 0.5, 3]
  new Float32Array(kernel.memory, at.weights, list.length).set(weights)

  kernel.sumRows(at.rows, width, at.list, at.weights, list.length, at.out)
  expect(Array.from(new Float32Array(kernel.memory, at.out, width))).toEqual(
    Array.from({ length: width }, (_, d) =>
      list.reduce((sum, row, i) => sum + weights[i]! * values[row * width + d]!, 0),
    ),
  )
})
