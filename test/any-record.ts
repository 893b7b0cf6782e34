import type { Draft } from '../src/papers/paper.ts'
import type { SourceRecord } from '../src/papers/record.ts'
import type { Random } from './random.ts'

const TITLES = [
  'Birds that count to seven',
  'birds that count to Seven',
  'A river model',
  'Editorial',
  'On the weight of light',
]
const AUTHORS = [undefined, ['Ada Oak'], ['Oak, A.', 'Bo Elm'], ['Cy Fir']]
const DAYS = ['2024-05-01', '2024-05-02']

/** A record from a world so small that names collide all the time. */
export function anyRecord(random: Random): SourceRecord {
  const ids: Draft['ids'] = {}
  if (random.chance(0.5)) ids.arxiv = `2405.0000${random.below(4)}`
  if (random.chance(0.3)) ids.doi = `10.1000/${random.below(3)}`
  if (random.chance(0.2)) ids.acl = `2024.test-main.${random.below(3)}`
  const draft: Draft = { ids, title: random.pick(TITLES), abstract: `Text ${random.below(100)}` }
  const authors = random.pick(AUTHORS)
  if (authors) draft.authors = authors
  if (random.chance(0.3)) {
    draft.posting = {
      day: random.pick(DAYS),
      position: random.below(9),
      votes: random.below(9),
      comments: 0,
    }
  }
  return {
    source: random.pick(['arxiv-oai', 'bibtex', 'page']),
    externalId: `record-${random.below(12)}`,
    raw: JSON.stringify(draft),
    draft,
  }
}
