import { Command, InvalidArgumentError, Option } from 'commander'
import { readConfig } from '../config.ts'
import { openDatabase } from '../database/open.ts'
import { catchUp } from '../search/feed.ts'
import { openSearch } from '../search/open-search.ts'
import type { Hit, Result, SearchOptions } from '../search/search.ts'

interface Options {
  limit: number
  mode: SearchOptions['mode']
  explain?: boolean
  json?: boolean
}

/** `broadsheet search "…"`: the same search as on the pages. */
export function searchCommand(): Command {
  return new Command('search')
    .description('search the papers')
    .argument(
      '<query...>',
      'words, "phrases", -not, author: title: year:2023..2025 has:code …, or a question',
    )
    .option('--limit <number>', 'hits to print, at most 100', limit, 10)
    .addOption(
      new Option('--mode <mode>', 'what decides')
        .choices(['search', 'words', 'meaning'])
        .default('search'),
    )
    .option('--explain', 'say why each paper was found')
    .option('--json', 'print one JSON document')
    .action(run)
}

function limit(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > 100) {
    throw new InvalidArgumentError('It must be a number from 1 to 100.')
  }
  return number
}

async function run(words: string[], { json, ...options }: Options): Promise<void> {
  const config = readConfig(process.env)
  const database = await openDatabase(config.DATABASE_URL)
  try {
    const search = await openSearch(database.db, { ...config, SEARCH_THREADS: 0 })
    await catchUp(database.db, search)
    const query = words.join(' ')
    const result = await search.search(query, options)
    process.stdout.write(
      json ? `${JSON.stringify(resultJson(query, result), null, 2)}\n` : report(result),
    )
    await search.close()
  } finally {
    await database.close()
  }
}

function resultJson(query: string, { understood, total, milliseconds, hits, isComplete }: Result) {
  return {
    query: { typed: query, ...understood },
    total,
    complete: isComplete,
    took_ms: Math.round(milliseconds * 100) / 100,
    hits: hits.map(hitJson),
  }
}

function hitJson({ id, title, score, highlights, explanation }: Hit) {
  return { id, title, score, highlights, ...(explanation && { explain: explanation }) }
}

function report({ hits, total, understood }: Result): string {
  const corrected = understood.corrected.map(({ from, to }) => `“${from}” was read as “${to}”`)
  const lines = hits.map(({ id, title }, n) => `${String(n + 1).padStart(3)}. ${title}\n     ${id}`)
  return [...corrected, ...lines, `${total.toLocaleString('en')} found`, ''].join('\n')
}
