import type { Draft } from '../../src/papers/paper.ts'
import { draft, posted, TODAY, type TestSite } from '../test-site.ts'

export const FULL = '2504.00001'
export const HOSTILE = '2504.00002'
export const WIDE = '2504.00003'

const full: Partial<Draft> = {
  title: 'Halving the cost of $O(n^2)$ attention with a router of experts',
  abstract:
    'We route tokens to experts, so that attention costs $O(n \\log n)$.\n\nOn three made-up tasks the error falls from 12.5 % to 9.1 %, with $$\\sum_{i=1}^{n} \\frac{x_i^2}{\\sqrt{1 + y_i}}$$ as the objective. Code is at https://example.org/code.',
  authors: ['Ada Example', 'Max Muster', 'Erika Muster', '王小明', 'José García'],
  published: { at: new Date('2025-04-16'), precision: 'day' },
  updated: new Date('2025-04-17'),
  venue: 'EMNLP 2025',
  categories: ['cs.CL', 'cs.LG'],
  comment: '12 pages',
  ids: { arxiv: FULL, doi: '10.1000/a_b' },
  links: [
    { url: 'https://example.org/code', kind: 'code' },
    { url: 'https://example.org/project', kind: 'project' },
  ],
  versions: [
    { number: 1, at: new Date('2025-04-16') },
    { number: 2, at: new Date('2025-04-17') },
  ],
}

const hostile: Partial<Draft> = {
  title: '<script>document.title="taken"</script><img src=x onerror="document.title=1">',
  abstract:
    '"><svg onload="document.title=1"> $\\href{javascript:document.title=1}{x}$ <b>bold</b>',
  authors: ['<img src=https://elsewhere.example/x.png>', '" onmouseover="alert(1)'],
  venue: '<iframe src=//elsewhere.example>',
  withdrawn: true,
  links: [{ url: 'javascript:document.title=1', kind: 'code' }],
}

/** What does not wrap by itself: words, formulas, names and addresses longer than a telephone is wide. */
const wide: Partial<Draft> = {
  title: `Donaudampfschifffahrts${'elektrizitäten'.repeat(12)} and $a_1 + ${'b_{12345} + '.repeat(20)} c$`,
  abstract: `See https://example.org/${'long-'.repeat(60)} and $$${'x_{1234} + '.repeat(60)} y$$ and ${'w'.repeat(300)}.`,
  authors: ['Hubert'.repeat(30), ...Array.from({ length: 60 }, (_, n) => `Author Number ${n}`)],
  venue: 'V'.repeat(120),
  categories: ['x'.repeat(90)],
  comment: 'c'.repeat(200),
  ids: { arxiv: WIDE, doi: `10.1000/${'d'.repeat(200)}` },
  links: [{ url: `https://${'sub.'.repeat(40)}example.org/`, kind: 'other' }],
}

/** What an abstract says, to be found in the catalogue: a system, claims of two years, an address. */
const mapped: Partial<Draft> = {
  title: 'MapNet: Faster Maps',
  abstract:
    'We propose MapNet, a vision model with 7B parameters. It is 3.7x faster and gains 12% over RoadNet at $\\frac{1}{8}$ of the cost. Code is at https://example.org/mapnet.',
  published: { at: new Date('2025-03-01'), precision: 'day' },
}
const older: Partial<Draft> = {
  title: 'RoadNet: Maps with mixture of experts',
  abstract: 'We propose RoadNet, a mixture of experts that improves accuracy by 8%.',
  published: { at: new Date('2023-03-01'), precision: 'day' },
}

const withVotes = (votes: number) => ({ day: TODAY, position: votes, votes, comments: 0 })

/** A day with everything a page has to cope with, a day of three pages, and an empty day between. */
export async function printSamplePapers(site: TestSite): Promise<void> {
  await site.print(
    posted(TODAY, 1, { ...full, posting: withVotes(9) }),
    posted(TODAY, 2, { ...hostile, posting: withVotes(5) }),
    draft(50, mapped),
    draft(51, older),
    posted(TODAY, 3, { ...wide, posting: withVotes(3) }),
    ...Array.from({ length: 6 }, (_, n) =>
      posted(TODAY, 10 + n, { abstract: 'One sentence says it. Another follows.' }),
    ),
    ...Array.from({ length: 120 }, (_, n) => posted('2025-04-14', 100 + n)),
    draft(300, {
      ids: { acl: '2021.acl-long.12' },
      published: { at: new Date('2021-01-01'), precision: 'year' },
    }),
  )
}
