// Learns the usual acronyms from the papers: `npm run acronyms`. Each line is an acronym and
// what it stands for. "Branch-Train-Merge (BTM)" defines one when the letters begin the words before it.
import { jsonLines } from './data.ts'

const DEFINITION = /\(([A-Z]{2,6})s?\)/g
const REACH = 90 // characters before the bracket; six words are seldom longer
const SMALL_WORDS = new Set(['of', 'the', 'and', 'for', 'in', 'to', 'with', 'on'])

const FEWEST = 15 // papers that define it so; fewer is one group's usage
const USUAL = 0.5 // of all its definitions; otherwise it has no usual meaning

/** The words that the letters begin, small words between them aside. Null when they do not. */
function wordsOf(acronym: string, before: string): string[] | null {
  const words = before.split(/[.,;:()]/).at(-1)!.toLowerCase().match(/[a-z]+/g) ?? [] // prettier-ignore
  for (let from = words.length - acronym.length; from >= 0; from--) {
    const run = words.slice(from)
    const telling = run.filter((word) => !SMALL_WORDS.has(word))
    const named = run.length === acronym.length ? run : telling
    if (named.length > acronym.length) return null
    const isNamed = named.every((word, i) => word[0] === acronym[i]!.toLowerCase())
    if (named.length === acronym.length && isNamed && named.includes(run[0]!)) return run
  }
  return null
}

const definitions = new Map<string, Map<string, number>>()
for (const file of ['papers-300k.jsonl.zst', 'hf/hf-daily.jsonl.zst']) {
  for await (const line of jsonLines(file)) {
    const { abstract } = line as { abstract?: string }
    const seen = new Set<string>()
    for (const match of (abstract ?? '').matchAll(DEFINITION)) {
      const words = wordsOf(
        match[1]!,
        abstract!.slice(Math.max(0, match.index - REACH), match.index),
      )
      const long = words?.join(' ').replace(/(?<=[^su])s$/, '')
      if (!long || seen.has(match[1]!)) continue
      seen.add(match[1]!)
      const known = definitions.get(match[1]!) ?? new Map<string, number>()
      definitions.set(match[1]!, known.set(long, (known.get(long) ?? 0) + 1))
    }
  }
}
for (const [acronym, meanings] of [...definitions].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
  const [[long, papers] = ['', 0]] = [...meanings].toSorted((a, b) => b[1] - a[1])
  const all = [...meanings.values()].reduce((sum, count) => sum + count, 0)
  if (papers >= FEWEST && papers >= USUAL * all) console.log(`${acronym.toLowerCase()}\t${long}`)
}
