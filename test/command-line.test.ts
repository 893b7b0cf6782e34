import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { freePort } from './free-port.ts'

const folder = mkdtempSync(join(tmpdir(), 'broadsheet-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const DATABASE_URL = `pglite:${join(folder, 'data')}`
const SAMPLE_FILE = 'sample/papers.jsonl'

function start(args: string[], env: Record<string, string> = {}) {
  return spawn(process.execPath, ['src/main.js', ...args], {
    env: { ...process.env, DATABASE_URL, ...env },
  })
}

async function broadsheet(
  args: string[],
  { env = {}, input = '' }: { env?: Record<string, string>; input?: string } = {},
) {
  const child = start(args, env)
  child.stdin.end(input)
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  return { stdout, stderr, code: code as number }
}

async function untilServing(port: string): Promise<void> {
  const health = `http://127.0.0.1:${port}/healthz`
  while (!(await fetch(health).catch(() => null))?.ok) await wait(20)
}

test('wrong usage is told on standard error and ends with 2', async () => {
  const { stdout, stderr, code } = await broadsheet(['import'])
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 })
  expect(stderr).toMatch(/missing required argument/)
})

test('a Node that does not read TypeScript is told of in one sentence', async () => {
  const { stderr, code } = await broadsheet(['--help'], {
    env: { NODE_OPTIONS: '--no-strip-types' },
  })
  expect(code).toBe(1)
  expect(stderr).toMatch(/^Broadsheet needs Node 24.*\n$/)
})

test('a Node that reads TypeScript, and is too old nevertheless, is told of in the same sentence', async () => {
  const versions = `{ value: { ...process.versions, node: '22.18.0' } }`
  const older = `data:text/javascript,Object.defineProperty(process, 'versions', ${versions})`
  const { stderr, code } = await broadsheet(['--help'], {
    env: { NODE_OPTIONS: `--import="${older}"` },
  })
  expect(code).toBe(1)
  expect(stderr).toMatch(/^Broadsheet needs Node 24.*\n$/)
})

test('the command by itself begins with the memory that it is measured with', async () => {
  const child = spawn(join('src', 'main.js'), ['--help'], {
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
      NODE_OPTIONS: '--import=data:text/javascript,console.error(process.execArgv.join())',
    },
  })
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect(said.trim()).toBe('--max-semi-space-size=16')
  expect(code).toBe(0)
})

test('what was made of the sources is kept for the next start', async () => {
  await broadsheet(['--help'])
  expect(existsSync('node_modules/.cache/broadsheet')).toBe(true)
})

test('wrong settings are told all at once and end with 1', async () => {
  const { stderr, code } = await broadsheet(['serve'], { env: { PORT: 'x', SAMPLE: 'x' } })
  expect(code).toBe(1)
  expect(stderr).toMatch(/PORT.*\n.*SAMPLE/)
})

test.skipIf(!existsSync('/proc/self'))(
  'a data folder that cannot be made is refused at once, in one sentence',
  async () => {
    const { stderr, code } = await broadsheet(['serve'], {
      env: { DATABASE_URL: 'pglite:/proc/x' },
    })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^A folder cannot be made there: .+\/proc\/x.+\n$/)
  },
)

test(
  'an import answers in words or as one JSON document, and a second one changes nothing',
  { timeout: 180_000 },
  async () => {
    const words = await broadsheet(['import', SAMPLE_FILE])
    expect(words.code).toBe(0)
    expect(words.stdout).toMatch(/120 papers .* 120 added/)

    const again = await broadsheet(['import', SAMPLE_FILE, '--json'])
    expect(JSON.parse(again.stdout)).toMatchObject({
      files: [
        {
          file: SAMPLE_FILE,
          read: 120,
          added: 0,
          updated: 0,
          unchanged: 120,
          rejected: 0,
          errors: [],
        },
      ],
    })
  },
)

test(
  'an import from standard input keeps the good rows and names the bad ones by line',
  { timeout: 180_000 },
  async () => {
    const input =
      '{"title":"A paper that came through a pipe","ids":{"arxiv":"2401.00001"}}\n{"title": \n'
    const { stdout, code } = await broadsheet(['import', '-', '--json'], { input })
    const [file] = (
      JSON.parse(stdout) as {
        files: { added: number; rejected: number; errors: { line: number }[] }[]
      }
    ).files

    expect(code).toBe(0)
    expect(file).toMatchObject({ added: 1, rejected: 1, errors: [{ line: 2 }] })
  },
)

test('a file with nothing usable in it ends with 1', { timeout: 180_000 }, async () => {
  const empty = join(folder, 'empty.jsonl')
  writeFileSync(empty, '')
  expect((await broadsheet(['import', empty])).code).toBe(1)
  expect((await broadsheet(['import', join(folder, 'none.jsonl')])).code).toBe(1)
})

test(
  'the service serves, keeps others out of its folder, and stops when told',
  { timeout: 180_000 },
  async () => {
    const port = String(await freePort())
    const service = start(['serve'], { PORT: port })
    await untilServing(port)

    const page = await fetch(`http://127.0.0.1:${port}/papers/date/2025-04-17`)
    expect(page.status).toBe(200)
    const refused = await broadsheet(['import', SAMPLE_FILE])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain(`in use by process ${service.pid}`)

    service.kill('SIGTERM')
    expect(await once(service, 'exit')).toEqual([0, null])
  },
)

test('a port that is taken is told in words', { timeout: 180_000 }, async () => {
  const port = String(await freePort())
  const service = start(['serve'], { PORT: port })
  await untilServing(port)

  const second = await broadsheet(['serve'], {
    env: { PORT: port, DATABASE_URL: `pglite:${join(folder, 'other')}` },
  })
  expect(second.code).toBe(1)
  expect(second.stderr).toContain('Another program listens on this port')
  service.kill('SIGTERM')
  await once(service, 'exit')
})

test(
  'a new database starts with the sample, and SAMPLE=off starts empty',
  { timeout: 180_000 },
  async () => {
    for (const [sample, papers] of [
      ['on', 120],
      ['off', 0],
    ] as const) {
      const port = String(await freePort())
      const service = start(['serve'], {
        PORT: port,
        SAMPLE: sample,
        DATABASE_URL: `pglite:${join(folder, sample)}`,
      })
      await untilServing(port)
      const page = await (await fetch(`http://127.0.0.1:${port}/`)).text()
      expect(page.includes('120 papers')).toBe(papers === 120)
      service.kill('SIGTERM')
      await once(service, 'exit')
    }
  },
)
