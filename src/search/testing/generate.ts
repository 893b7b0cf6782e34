import type { SearchDocument } from '../document.ts'
import { seededRandom } from '../meaning/random.ts'

const NOUNS =
  `model models modeling network networks training train trained transformer language languages token tokens
  attention memory data dataset graph graphs robot vision image images speech protein quantum survey review experts mixture
  GPT-4 GPT4 self-supervised pre-training pretraining 1.3B 10,000 10k 20,000,000 20M optimised optimized twofold M3-20M Łukasz naïve 语言模型 图像 ewtune`.split(
    /\s+/,
  )
const SMALL = 'the of and a in with for we is to on'.split(' ')
const CATEGORIES = ['cs.CL', 'cs.LG', 'cs.CV', 'stat.ML', 'math.ST', 'cs']
const PEOPLE = [
  'Ada Lovelace',
  'Grace Hopper',
  'Alan Turing',
  'Ada Turing',
  'Barbara Liskov',
  'Grace Lovelace',
]
const TRAITS = ['code', 'data', 'model', 'math'] as const

/** Chances for made-up papers and queries: few words, so that they meet often, and many equal dates, so that ties happen. */
export function chances(seed: number) {
  const random = seededRandom(seed)
  const below = (count: number) => Math.floor(random() * count)
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!
  /** Low numbers come far more often, as with real words. */
  const word = () =>
    random() < 0.35 ? pick(SMALL) : NOUNS[Math.floor(NOUNS.length * random() ** 2)]!
  const text = (words: number) =>
    Array.from({ length: words }, word).join(random() < 0.1 ? ', ' : ' ')
  const some = <T>(items: readonly T[], most: number) => [
    ...new Set(Array.from({ length: below(most + 1) }, () => pick(items))),
  ]

  function paper(id: string): SearchDocument {
    const year = 2019 + below(6)
    return {
      id,
      title: random() < 0.2 ? `${pick(NOUNS)}: ${text(1 + below(6))}` : text(1 + below(8)),
      abstract: text(below(60)),
      authors: some(PEOPLE, 3),
      categories: some(CATEGORIES, 2),
      date: random() < 0.1 ? null : `${year}-0${1 + below(3)}-0${1 + below(4)}`,
      year: random() < 0.1 ? null : year,
      venue: random() < 0.3 ? `Venue ${year}` : null,
      source: pick(['arxiv', 'acl', 'page']),
      has: {
        code: below(2) === 1,
        data: below(2) === 1,
        model: below(3) === 1,
        math: below(4) === 1,
      },
      systems: random() < 0.2 ? [pick(NOUNS)] : [],
      topics: some(['scaling', 'agents', 'safety'], 2),
      votes: below(20),
    }
  }

  function filter(): string {
    const year = 2019 + below(6)
    return pick([
      `cat:${pick(CATEGORIES)}`, `year:${year}`, `year:${year}..${year + 2}`, `date:..${year}`, `has:${pick(TRAITS)}`,
      `has:code|data`, `author:${pick(['ada', 'turing', 'Hopper'])}`, `author:"${pick(PEOPLE)}"`, `title:${pick(NOUNS)}`,
      `source:acl`, `topic:agents`, `is:survey`, `-${pick(NOUNS)}`, `-cat:cs.CL`, `"${text(2)}"`, `"${pick(NOUNS)}"`,
      `-"${text(2)}"`, `venue:2021`,
    ]) // prettier-ignore
  }

  function query(): string {
    const words = random() < 0.1 ? '' : text(1 + below(5))
    const filters = Array.from({ length: random() < 0.5 ? 0 : 1 + below(2) }, filter)
    return [words, ...filters].join(' ')
  }
  return { random, below, pick, paper, query }
}
