import type { Paper } from '../../papers/paper.ts'
import { identities } from '../identities.ts'
import { isoDate } from '../ui/dates.ts'

/** The paper as a RIS record. A line break would end a field, so there is none in it. */
export function paperRis(paper: Paper): string {
  const date = paper.published && isoDate(paper.published)
  const fields: [string, string | null | undefined][] = [
    ['TY', paper.venue ? 'JOUR' : 'UNPB'],
    ['TI', paper.titleText],
    ...paper.authors.map((name): [string, string] => ['AU', name]),
    ['PY', date?.slice(0, 4)],
    ['DA', date?.replaceAll('-', '/')],
    ['T2', paper.venue],
    ['AB', paper.abstractText],
    ['DO', paper.ids.doi],
    ['AN', paper.ids.arxiv && `arXiv:${paper.ids.arxiv}`],
    ['UR', identities(paper)[0]?.url],
  ]
  const lines = fields.flatMap(([tag, value]) =>
    value ? [`${tag}  - ${value.replace(/\s+/g, ' ').trim()}\r\n`] : [],
  )
  return `${lines.join('')}ER  - \r\n`
}
