import { readFileSync } from 'node:fs'
import { DATA, readJsonLines } from './data.ts'

/** Papers, queries, and which papers a reader found right for each. */
export interface Benchmark {
  name: string
  papers: { id: string; title: string; abstract: string }[]
  queries: BenchmarkQuery[]
}

interface BenchmarkQuery {
  id: string
  text: string
  grades: Map<string, number> // by paper id; higher is better, absent is 0
  pool: Set<string> | null // rank only these
}

interface Row {
  _id: string
  title?: string
  text: string
}

/** A collection in BEIR's form, from a folder of the data. `split` names a folder with other queries over the same papers. */
export function beir(name: string, split = ''): Benchmark {
  const folder = `bench/${name}/${split}`
  const grades = new Map<string, Map<string, number>>()
  for (const line of readFileSync(new URL(`${folder}qrels.tsv`, DATA), 'utf8')
    .split('\n')
    .slice(1)) {
    const [query, paper, grade] = line.split('\t')
    if (!query || !paper) continue
    if (!grades.has(query)) grades.set(query, new Map())
    grades.get(query)!.set(paper, Number(grade))
  }
  return {
    name: split ? `${name} ${split.replace('/', '')}` : name,
    papers: readJsonLines<Row>(`bench/${name}/corpus.jsonl`).map((row) => ({
      id: row._id,
      title: row.title ?? '',
      abstract: row.text,
    })),
    queries: readJsonLines<Row>(`${folder}queries.jsonl`)
      .filter((row) => grades.has(row._id))
      .map((row) => ({ id: row._id, text: row.text, grades: grades.get(row._id)!, pool: null })),
  }
}

/** CSFCube asks for papers like one, in some respect, among a pool judged for it; the paper itself does not count. */
export function csfcube(): Benchmark {
  const { name, papers, queries } = beir('csfcube')
  return {
    name,
    papers,
    queries: queries.map((query) => {
      const pool = new Set(query.grades.keys())
      pool.delete(query.id.split('-')[0]!)
      return { ...query, pool }
    }),
  }
}

/** SciTLDR turned round: which abstract does a summary belong to? */
export function scitldr(split: 'train' | 'dev'): Benchmark {
  const rows = readJsonLines<{ source: string[]; target: string[] }>(`bench/scitldr/${split}.jsonl`)
  return {
    name: `scitldr ${split}`,
    papers: rows.map(({ source }, i) => ({ id: String(i), title: '', abstract: source.join(' ') })),
    queries: rows.map(({ target }, i) => ({
      id: String(i),
      text: target[0]!,
      grades: new Map([[String(i), 1]]),
      pool: null,
    })),
  }
}

/** The 120 papers of the saved page and the queries made by hand for them. A query's id begins with its kind. */
export function page(): Benchmark {
  const blocks = readFileSync(new URL('pages/000_a5d6776ce9ba08b2.txt', DATA), 'utf8')
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
  const start = blocks.indexOf('Apr 17') + 1
  const queries = JSON.parse(readFileSync(new URL('gold/queries.json', DATA), 'utf8')) as {
    q: string
    kind: string
    rel: Record<string, number>
  }[]
  return {
    name: 'page',
    papers: Array.from({ length: 120 }, (_, i) => ({
      id: String(i + 1),
      title: blocks[start + 2 * i]!,
      abstract: blocks[start + 2 * i + 1]!,
    })),
    queries: queries.map(({ q, kind, rel }) => ({
      id: `${kind}: ${q}`,
      text: q,
      grades: new Map(Object.entries(rel)),
      pool: null,
    })),
  }
}

/** Normalised discounted cumulated gain of the first ten, with linear gains as in trec_eval. */
export function ndcg10(ranked: string[], grades: Map<string, number>): number {
  const gain = (sorted: number[]) =>
    sorted.slice(0, 10).reduce((sum, grade, i) => sum + grade / Math.log2(i + 2), 0)
  const ideal = gain([...grades.values()].toSorted((a, b) => b - a))
  return ideal === 0 ? 0 : gain(ranked.map((id) => grades.get(id) ?? 0)) / ideal
}
