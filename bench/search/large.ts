import { seededRandom } from '../../src/search/meaning/random.ts'
import { jsonLines } from './data.ts'

export interface LargePaper {
  id: string
  title: string
  abstract: string
  authors: string[]
  categories: string[]
  date: string | null
  year: number | null
}

/** The first so many papers of the large corpus. */
export async function largePapers(count: number): Promise<LargePaper[]> {
  const papers: LargePaper[] = []
  for await (const line of jsonLines('papers-300k.jsonl.zst')) {
    const { id, title, abstract, authors, categories, date } = line as Partial<LargePaper>
    papers.push({
      id: id!,
      title: title!,
      abstract: abstract ?? '',
      authors: authors ?? [],
      categories: categories ?? [],
      date: date ?? null,
      year: date ? Number(date.slice(0, 4)) : null,
    })
    if (papers.length === count) break
  }
  return papers
}

/** What people type who half remember a title: two to five of its words in a row. */
export function titleFragments(papers: LargePaper[], count: number): string[] {
  const random = seededRandom(1)
  return Array.from({ length: count }, () => {
    const words = papers[Math.floor(random() * papers.length)]!.title.split(/\s+/)
    const length = 2 + Math.floor(random() * 4)
    const start = Math.floor(random() * Math.max(1, words.length - length))
    return words.slice(start, start + length).join(' ')
  })
}
