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
async function largePapers(count: number): Promise<LargePaper[]> {
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

const KEPT = 0.5 // of a drawn paper's words; the rest come from anywhere

/**
 * So many papers: those of the large corpus, and beyond them papers drawn from it again. Of a drawn one half of the words are
 * replaced by words from random places of the corpus, so that words are as frequent as before and no paper is a copy.
 */
export async function drawnPapers(count: number): Promise<LargePaper[]> {
  const papers = await largePapers(count)
  const real = papers.length
  const random = seededRandom(2)
  const below = (limit: number) => Math.floor(random() * limit)
  const titles = wordsAnywhere(
    papers.map(({ title }) => title),
    below,
  )
  const abstracts = wordsAnywhere(
    papers.map(({ abstract }) => abstract),
    below,
  )
  const redrawn = (text: string, word: () => string) =>
    text.replace(/\S+/g, (own) => (random() < KEPT ? own : word()))

  for (let n = real; n < count; n++) {
    const model = papers[below(real)]!
    const title = redrawn(model.title, titles)
    papers.push({
      ...model,
      id: `${model.id}~${n}`,
      title,
      abstract: redrawn(model.abstract, abstracts),
    })
  }
  return papers
}

const LONGEST = 40 // characters; what is longer is no word

/** Words as frequent as they are in the texts: whichever stands at a random place. */
function wordsAnywhere(texts: string[], below: (limit: number) => number): () => string {
  return () => {
    for (;;) {
      const text = texts[below(texts.length)]!
      const end = text.indexOf(' ', below(text.length))
      const start = text.lastIndexOf(' ', end - 1) + 1
      if (end > start && end - start <= LONGEST) return text.slice(start, end)
    }
  }
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
