import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Engine } from '../engine.ts'

const HARNESS = fileURLToPath(new URL('../lucene/LuceneHarness.java', import.meta.url))

/** Where lucene-core and lucene-analysis-common are, as a class path; without it Lucene is left out. */
const JARS = process.env['LUCENE_JARS']

export const hasLucene = JARS !== undefined

/**
 * Lucene in a Java process of its own, which also measures the time, so that no pipe is counted. Its index is kept when it
 * gets a folder for that.
 */
export function lucene(kept: string | null = null): Engine {
  const folder = mkdtempSync(join(tmpdir(), 'bench-lucene-'))
  const index = join(kept ?? folder, 'lucene')
  let java: ChildProcess
  let lines: AsyncIterator<string>

  const ask = (text: string) => java.stdin!.write(`${text}\n`)
  const answer = async () => (await lines.next()).value as string

  async function search(queries: string[], limit: number) {
    ask([`search ${limit} ${queries.length}`, ...queries.map(oneLine)].join('\n'))
    const found: { milliseconds: number; ids: string[] }[] = []
    while (found.length < queries.length) {
      const [nanoseconds, ...ids] = (await answer()).split(' ')
      found.push({ milliseconds: Number(nanoseconds) / 1e6, ids })
    }
    return found
  }

  function start() {
    const classes = join(folder, 'classes')
    execFileSync('javac', ['-cp', JARS!, '-d', classes, HARNESS])
    const options = ['-Xmx2g', '-XX:+UseSerialGC', '-cp', [JARS!, classes].join(delimiter)]
    java = spawn('java', [...options, 'LuceneHarness', index], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    lines = createInterface({ input: java.stdout! })[Symbol.asyncIterator]()
  }

  return {
    name: 'Lucene',
    async reopen() {
      if (!existsSync(index)) return false
      start()
      ask('open')
      return (await answer()) === 'opened'
    },
    async build(papers) {
      start()
      const file = join(folder, 'papers.tsv')
      writeFileSync(file, '')
      for (let start = 0; start < papers.length; start += 10_000) {
        const rows = papers
          .slice(start, start + 10_000)
          .map(({ id, title, abstract }) => `${[id, title, abstract].map(oneLine).join('\t')}\n`)
        writeFileSync(file, rows.join(''), { flag: 'a' })
      }
      ask(`index ${file}`)
      return Number((await answer()).split(' ')[1])
    },
    search: async (text, limit) => (await search([text], limit))[0]!.ids,
    times: async (queries, limit) =>
      (await search(queries, limit)).map(({ milliseconds }) => milliseconds),
    async close() {
      java.stdin!.end()
      await once(java, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
