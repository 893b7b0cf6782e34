import { authorsOfLine } from '../fields/author-string.ts'
import { authorNames } from '../fields/authors.ts'
import { categoriesIn } from '../fields/categories.ts'
import { arxivIdIn, idsInDoi } from '../fields/ids.ts'
import { isObject, type JsonObject, textIn } from '../fields/json.ts'
import { arxivParagraphs, oneLine } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import { versionsIn } from '../fields/versions.ts'
import { withdrawnIn } from '../fields/withdrawn.ts'
import { NotAPaper, type Note, type Reading } from '../reading.ts'
import { shown } from '../fields/shown.ts'

/** A line of arXiv's own snapshot, as published on Kaggle (`arxiv-metadata-oai-snapshot.json`). */
export function readKaggle(paper: JsonObject, note: Note): Reading {
  const arxiv = arxivIdIn(textIn(paper['id']) ?? '', note)
  if (!arxiv) throw new NotAPaper(`${shown(paper['id'])} is no arXiv id.`)

  const venue = textIn(paper['journal-ref'])
  const comment = textIn(paper['comments'])
  const abstract = abstractIn(paper['abstract'], arxivParagraphs)
  return {
    source: 'kaggle',
    externalId: arxiv,
    draft: {
      ids: { ...idsInDoi(textIn(paper['doi']), note), arxiv },
      title: titleIn(paper['title']),
      abstract,
      authors: authorsOf(paper),
      ...versionsIn(versionEntries(paper['versions']), note),
      venue: venue && oneLine(venue),
      categories: categoriesIn(textIn(paper['categories'])),
      withdrawn: withdrawnIn(comment, abstract),
      comment: comment && oneLine(comment),
    },
  }
}

/** `authors_parsed` holds [last, first, suffix, …affiliations]; older snapshots have only the line `authors`. */
function authorsOf(paper: JsonObject): string[] {
  const parsed = paper['authors_parsed']
  if (!Array.isArray(parsed)) return authorsOfLine(textIn(paper['authors']) ?? '')
  return authorNames(
    (parsed as unknown[]).map((name) => {
      const [last, first, suffix] = Array.isArray(name) ? (name as unknown[]) : [name]
      return [first, last, suffix].flatMap((part) => textIn(part)?.trim() ?? []).join(' ')
    }),
  )
}

function versionEntries(field: unknown) {
  const entries = Array.isArray(field) ? (field as unknown[]).filter(isObject) : []
  return entries.map((entry) => ({
    name: textIn(entry['version']),
    date: textIn(entry['created']),
  }))
}
