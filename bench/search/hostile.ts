import { answer, TIME_LIMIT, type Sources } from '../../src/search/answer/answer.ts'
import type { SearchOptions } from '../../src/search/search.ts'
import type { Figure } from './large-index.ts'

const MEGABYTE = 1 << 20
const COMMON =
  'the of and in to model models data learning network networks method based results using training language image graph time analysis system'.split(
    ' ',
  )

const filled = (piece: string) => piece.repeat(Math.ceil(MEGABYTE / piece.length))
const numbered = (count: number, of: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => of(n)).join(' ')

/** What nobody types who wants to find something. */
const QUERIES: Record<string, string> = {
  'a megabyte of one letter': filled('a'),
  'a megabyte of common words': filled(`${COMMON.join(' ')} `),
  'a megabyte of quotes': filled('"'),
  'a megabyte of minus signs': filled('- -- -"'),
  'a megabyte of fields without values': filled('author: year: -cat: '),
  'a megabyte of lone surrogates': filled('\ud800 \udfff'),
  'a megabyte of marks from right to left': filled('\u202e\u200f\u2067'),
  'a megabyte of ideographs': filled('语言模型'),
  'a megabyte of combining marks': `e${filled('\u0301')}`,
  'a megabyte of null bytes': filled('\0 \0'),
  'a megabyte of TeX': filled('$\\frac{a_{b_{c}}}{\\mathcal{X}}$ '),
  'a bomb for regular expressions': `${'a'.repeat(5000)}!${'(a+)+$'.repeat(800)}`,
  'dots and hyphens': filled('a-b.c_d-'),
  SQL: `'; DROP TABLE papers; -- ${"' OR 1=1 UNION SELECT * FROM people -- ".repeat(200)}`,
  markup: '<script>alert(1)</script>"><img src=x onerror=alert(1)>'.repeat(150),
  'all common words, each as a phrase': COMMON.flatMap((a) =>
    COMMON.map((b) => `"${a} ${b}"`),
  ).join(' '),
  'none of the common words': COMMON.map((word) => `-${word}`).join(' '),
  'phrases of common words, not to be found': numbered(300, (n) => `-"of the ${COMMON[n % 20]}"`),
  'a phrase of a hundred common words': `"${numbered(100, (n) => COMMON[n % 20]!)}"`,
  'unknown words': numbered(300, (n) => `qzx${'vwkjq'.repeat(1 + (n % 5))}zz`),
  'words that are almost known': numbered(300, (n) => `${COMMON[n % 20]}${'xy'[n % 2]}ing`),
  'long words that are almost known': numbered(
    60,
    () => 'internationalizationally counterrevolutionarily',
  ),
  'many filters': numbered(200, (n) => `year:${1950 + (n % 70)}..2030 has:code|data|model|math`),
  'many authors': numbered(200, (n) => `author:${'abcdefghij'[n % 10]}`),
  'numbers written every way': numbered(500, (n) => `${n}M ${n} million ${n},000,000 ${n}x`),
}

const ROUNDS = 5

/** Milliseconds of a processor that this thread has had. */
function worked(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** How long the slowest of them takes, at the median of some rounds, each asked in three ways and with the limit that readers have. */
export function hostileFigures(sources: Sources): Figure[] {
  const ways: SearchOptions[] = [
    { facets: true, explain: true },
    { mode: 'words' },
    { sort: 'newest', facets: true },
  ]
  const limited = { ...sources, timeLimit: TIME_LIMIT, worked }
  const slowest = Object.entries(QUERIES).map(([name, text]) => {
    const times = ways.map((options) => {
      const rounds = Array.from({ length: ROUNDS }, () => {
        const start = worked()
        answer(limited, text, options, () => performance.now())
        return worked() - start
      })
      return rounds.toSorted((a, b) => a - b)[ROUNDS >> 1]!
    })
    return { name, time: Math.max(...times) }
  })
  const [first, second] = slowest.toSorted((a, b) => b.time - a.time)
  const shown = ({ name, time }: { name: string; time: number }) =>
    `${time.toFixed(0)} ms of CPU: ${name}`
  return [
    [`slowest of ${slowest.length} hostile queries`, shown(first!), `${TIME_LIMIT} ms`],
    ['second slowest', shown(second!), ''],
  ]
}
