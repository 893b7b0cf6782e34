import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run, type Run } from './child.ts'
import { startPostgres } from './postgres.ts'
import { printTable, type Measured } from './table.ts'

const CORPUS = '../shared/data/papers-300k.jsonl.zst'

/** `npm run bench import`: the 300k corpus through the command line into an empty database of each kind. */
export async function benchImport(): Promise<void> {
  if (!existsSync(CORPUS)) return console.log(`import: skipped, there is no ${CORPUS}`)
  printTable('Import of the 300k corpus', [...(await intoPostgres()), ...(await intoPGlite())])
}

async function intoPostgres(): Promise<Measured[]> {
  const server = await startPostgres()
  try {
    return rows('PostgreSQL', '≥ 10,000', await importCorpus(server.url))
  } finally {
    await server.stop()
  }
}

async function intoPGlite(): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'))
  try {
    return rows('PGlite', '≥ 4,000', await importCorpus(`pglite:${folder}`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function importCorpus(databaseUrl: string): Promise<Run> {
  return run(['import', CORPUS, '--json'], { DATABASE_URL: databaseUrl })
}

function rows(engine: string, target: string, { seconds, peakMb, output }: Run): Measured[] {
  const { files } = JSON.parse(output) as { files: { read: number }[] }
  return [
    { what: `into ${engine}`, value: files[0]!.read / seconds, unit: 'papers/s', target },
    { what: `memory, ${engine}`, value: peakMb, unit: 'MB', target: '< 700' },
  ]
}
