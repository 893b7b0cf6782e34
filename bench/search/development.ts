import { readFileSync } from 'node:fs'
import { seededRandom } from '../../src/search/meaning/random.ts'
import { plainTitle } from '../../src/papers/text.ts'
import { nameBeforeColon } from '../../src/search/analysis/name.ts'
import { stem } from '../../src/search/analysis/stem.ts'
import { beir, csfcube, page, scitldr, type Benchmark } from './collections.ts'
import { DATA, jsonLines } from './data.ts'

interface DailyPaper {
  id: string
  title: string
  abstract: string
  summary: string // one sentence by another hand, '' when there is none
  keywords: string[] // lower case
}

/** The papers of the daily lists, without those of the saved page, which is a test set. */
async function dailyPapers(): Promise<DailyPaper[]> {
  const onlyLetters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
  const tested = new Set(page().papers.map(({ title }) => onlyLetters(title)))
  const papers: DailyPaper[] = []
  for await (const line of jsonLines('hf/hf-daily.jsonl.zst')) {
    const { arxiv_id, title, abstract, ai_summary, ai_keywords } = line as Record<string, unknown>
    if (tested.has(onlyLetters(title as string))) continue
    papers.push({
      id: arxiv_id as string,
      title: title as string,
      abstract: abstract as string,
      summary: (ai_summary as string | null) ?? '',
      keywords: ((ai_keywords as string[] | null) ?? []).map((one) => one.toLowerCase()),
    })
  }
  return papers
}

type Random = () => number
const pick = <T>(items: readonly T[], random: Random): T =>
  items[Math.floor(random() * items.length)]!

function some<T>(items: readonly T[], count: number, random: Random): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ item }) => item)
}

const knownItem = (kind: string, text: string, id: string) => ({
  id: `${kind}: ${text}`,
  text,
  grades: new Map([[id, 1]]),
  pool: null,
})

const ASKED = 8 // words; longer questions are rare

/**
 * What a paper is about in another's words: a run of plain words from its summary, without the names in it and without the
 * words of its title, by which words alone would find it.
 */
function paraphrase({ title, summary }: DailyPaper, random: Random): string | null {
  const ofTitle = new Set((title.toLowerCase().match(/[a-z0-9]+/g) ?? []).map(stem))
  const plain = summary.split(/\s+/).filter((word) => {
    const parts = word.match(/[a-z]+/g) ?? []
    return /^[a-z-]+[.,;]?$/.test(word) && !parts.some((part) => ofTitle.has(stem(part)))
  })
  const from = Math.floor(random() * Math.max(1, plain.length - ASKED + 1))
  const asked = plain.slice(from, from + ASKED)
  return asked.length < ASKED / 2 ? null : asked.join(' ').replace(/[.,;]$/, '')
}

const SHARED_KEPT = 0.25 // of the words that a paper and the question have in common

/** A paraphrase that shares hardly a word with the paper: what words are left alone with finds others. */
function otherwise(paper: DailyPaper, random: Random): string | null {
  const ofPaper = new Set((paper.abstract.toLowerCase().match(/[a-z]+/g) ?? []).map(stem))
  const words = paraphrase(paper, random)?.split(' ') ?? []
  const kept = words.filter((word) => !ofPaper.has(stem(word)) || random() < SHARED_KEPT)
  return kept.length < ASKED / 2 ? null : kept.join(' ')
}

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz')

/** A letter left out, doubled, swapped with the next, or hit beside: never the first one. */
function slip(word: string, random: Random): string {
  const at = 1 + Math.floor(random() * (word.length - 1))
  const [before, after] = [word.slice(0, at), word.slice(at)]
  return pick(
    [
      before + after.slice(1),
      before + after[0] + after,
      before + (after[1] ?? '') + after[0] + after.slice(2),
      before + pick(LETTERS, random) + after.slice(1),
    ],
    random,
  )
}

/** Half of the long words of a part of the title, misspelt; at least one. Null when there is none. */
function misspelt(title: string, random: Random): string | null {
  const words = title.split(/\s+/).filter((word) => /^[A-Za-z-]+$/.test(word))
  const from = Math.floor(random() * Math.max(1, words.length - 4))
  const part = words.slice(from, from + 4)
  const long = part.filter((word) => word.length >= 6 && /^[A-Za-z][a-z]+$/.test(word))
  if (long.length === 0) return null
  const hit = new Set(some(long, Math.max(1, Math.ceil(long.length / 2)), random))
  return part
    .map((word) => (hit.has(word) ? slip(word, random) : word))
    .join(' ')
    .toLowerCase()
}

const NUMBER =
  /(?<![\w.-])(\d+(?:,\d{3})+|\d+(?:\.\d+)?)( ?)(k|m|b|million|billion|thousand)?(?![\w.%]|-\d)(?=[ -]([a-z]+(?: [a-z]+)?))/gi
const SIZES: Record<string, number> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, b: 1e9, billion: 1e9 } // prettier-ignore

/** A number of the abstract written in one of the other ways, with the words around it. Null when there is no large one. */
function numberAsked({ abstract }: DailyPaper, random: Random): string | null {
  const found = [...abstract.matchAll(NUMBER)].filter(
    ([, digits, , unit]) => unit !== undefined || digits!.includes(','),
  )
  if (found.length === 0) return null
  const [whole, digits, , unit, noun] = pick(found, random) as unknown as string[]
  const value = Number(digits!.replaceAll(',', '')) * (unit ? SIZES[unit.toLowerCase()]! : 1)
  const short = (size: number) => String(Number((value / size).toPrecision(6)))
  const written = value.toLocaleString('en-US')
  const forms =
    value >= 1e9
      ? [`${short(1e9)} billion`, `${short(1e9)}B`]
      : value >= 1e6
        ? [`${short(1e6)} million`, `${short(1e6)}M`, written]
        : [`${short(1e3)}K`, written, written.replaceAll(',', '')]
  const others = forms.filter((form) => form.toLowerCase() !== whole!.trim().toLowerCase())
  return others.length === 0 ? null : `${pick(others, random)} ${noun}`
}

/** The papers that were given a keyword, for keywords that some papers but not all share. */
function byKeyword(papers: DailyPaper[], least: number, most: number): Map<string, string[]> {
  const holders = new Map<string, string[]>()
  for (const { id, keywords } of papers)
    for (const keyword of new Set(keywords))
      holders.set(keyword, [...(holders.get(keyword) ?? []), id])
  return new Map([...holders].filter(([, ids]) => ids.length >= least && ids.length <= most))
}

const QUERIES = 150 // of a kind; the standard error of a mean is then about .03, but of a difference far less

/** Queries of the kinds that people type, made from the daily papers by rules that know nothing of the page's queries. */
function dailySets(papers: DailyPaper[], random: Random): Benchmark[] {
  const summarised = papers.filter(({ summary }) => summary !== '')
  const asked = (from: DailyPaper[], kind: string, ask: (paper: DailyPaper) => string | null) => {
    const queries = some(from, 4 * QUERIES, random).flatMap((paper) => {
      const text = ask(paper)
      return text ? [knownItem(kind, text, paper.id)] : []
    })
    return { name: kind, papers, queries: queries.slice(0, QUERIES) }
  }
  return [
    asked(summarised, 'paraphrase', (paper) => paraphrase(paper, random)),
    asked(papers, 'typo', ({ title }) => misspelt(title, random)),
    asked(papers, 'number', (paper) => numberAsked(paper, random)),
    asked(papers, 'name', ({ title }) => nameBeforeColon(plainTitle(title))),
    { name: 'acronym', papers, queries: some(acronymQueries(summarised), QUERIES, random) },
    { name: 'topic', papers, queries: some(topicQueries(summarised, 3, 60), QUERIES, random) },
  ]
}

function topicQueries(papers: DailyPaper[], least: number, most: number): Benchmark['queries'] {
  return Array.from(byKeyword(papers, least, most), ([text, ids]) => ({
    id: `topic: ${text}`,
    text,
    grades: new Map(ids.map((id) => [id, 1])),
    pool: null,
  }))
}

/**
 * Asks for the long name or the acronym of what has both, by keywords such as 'vision-language model (vlm)'; right are the papers
 * with either name among their keywords.
 */
function acronymQueries(papers: DailyPaper[]): Benchmark['queries'] {
  const holders = byKeyword(papers, 1, papers.length)
  return [...holders.keys()].flatMap((keyword) => {
    const [, long, short] = /^([a-z][a-z -]+) \(([a-z]{2,6})s?\)$/.exec(keyword) ?? []
    if (!long || !short) return []
    const ids = [keyword, long, `${long}s`, short, `${short}s`].flatMap(
      (name) => holders.get(name) ?? [],
    )
    const grades = new Map(ids.map((id) => [id, 1]))
    return [long, short.toUpperCase()].map((text) => ({
      id: `acronym: ${text}`,
      text,
      grades,
      pool: null,
    }))
  })
}

const PAGE = 120 // papers
const PAGES = 24

/** Collections as small as a page or a young site, where few papers make every statistic rough. */
function smallSets(papers: DailyPaper[], random: Random): Benchmark[] {
  const summarised = papers.filter(({ summary }) => summary !== '')
  return Array.from({ length: PAGES }, (_, i) => {
    const papers = some(summarised, PAGE, random)
    const asked = (ask: typeof paraphrase, from: DailyPaper[]) =>
      from.flatMap((paper) => {
        const text = ask(paper, random)
        return text ? [knownItem('paraphrase', text, paper.id)] : []
      })
    const topics = some(topicQueries(papers, 2, 20), 8, random)
    return [
      {
        name: `small ${i}`,
        papers,
        queries: [...asked(paraphrase, papers.slice(0, 8)), ...topics],
      },
      { name: `otherwise ${i}`, papers, queries: asked(otherwise, papers).slice(0, 12) },
    ]
  }).flat()
}

/**
 * What constants may be chosen by. None of it is reported: every other query of the collections without a split, the training
 * queries of SciFact, fold 1 of CSFCube, SciTLDR, and queries made from daily papers that are not on the saved page.
 */
export async function developmentSets(): Promise<Benchmark[]> {
  const odd = (set: Benchmark) => ({ ...set, queries: set.queries.filter((_, i) => i % 2 === 1) })
  const splits = JSON.parse(
    readFileSync(new URL('bench/csfcube/evaluation_splits.json', DATA), 'utf8'),
  ) as Record<string, Record<string, string[]>>
  const fold = new Set(Object.values(splits).flatMap((facet) => facet['fold1_dev'] ?? []))
  const cube = csfcube()
  const first = (set: Benchmark, count: number) => ({
    ...set,
    queries: set.queries.slice(0, count),
  })
  const random = seededRandom(20)
  const papers = await dailyPapers()
  return [
    first(beir('scifact', 'train/'), 300),
    odd(beir('cranfield')),
    odd(beir('cisi')),
    { ...cube, queries: cube.queries.filter(({ id }) => fold.has(id.replace('-', '_'))) },
    first(scitldr('dev'), 300),
    ...dailySets(papers, random),
    ...smallSets(papers, random),
  ]
}
