import { parseArxivId } from '../../papers/ids.ts'
import type { Draft } from '../../papers/paper.ts'
import { entryName } from '../../papers/twins.ts'
import { categoriesIn } from '../fields/categories.ts'
import { monthNumber } from '../fields/dates.ts'
import { arxivIdIn, idsInAddress, idsInDoi } from '../fields/ids.ts'
import { linksIn } from '../fields/links.ts'
import { arxivInText, isPreprintServer } from '../fields/preprint.ts'
import { oneLine, paragraphs, plain } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import { dateIn } from '../fields/when.ts'
import { NotAPaper, type Note, type Reading } from '../reading.ts'
import { parseEntry } from './bibtex-fields.ts'
import { bibtexNames } from './bibtex-names.ts'

const VOLUMES = new Set([
  'proceedings',
  'periodical',
  'collection',
  'mvproceedings',
  'mvcollection',
])

/** An entry of BibTeX or BibLaTeX. Named by its ids or title: citation keys mean nothing outside of their file. */
export function readBibtex(raw: string, note: Note): Reading {
  const { type, fields } = parseEntry(raw)
  if (VOLUMES.has(type)) throw new NotAPaper(`A @${type} entry is a whole volume, not a paper.`)

  const text = (...names: string[]) => names.map((name) => fields.get(name)).find(Boolean)
  const chapter = type === 'inbook' ? chapterOf(fields) : null
  const venue = chapter?.book ?? text('booktitle', 'journal', 'journaltitle')
  const url = text('url')
  const draft: Draft = {
    ids: idsOf(fields, note),
    title: titleIn(chapter?.title ?? text('title')),
    abstract: abstractIn(text('abstract'), paragraphs),
    authors: bibtexNames(text('author') ?? ''),
    published: dateIn(dateOf(fields), note),
    venue: venue && !isPreprintServer(venue) ? plain(oneLine(venue)) : undefined,
    categories: categoriesIn(text('primaryclass', 'eprintclass')),
    links: url ? linksIn(url.replaceAll(/\\([_%&#~])/g, '$1'), note) : undefined,
  }
  return { source: 'bibtex', externalId: entryName(draft), draft }
}

/**
 * The title of an @inbook entry is, in BibTeX, that of its book, and the chapter a number or a name. With a `booktitle`, as
 * in BibLaTeX, it is the chapter's own. Null then, and where no chapter is told.
 */
function chapterOf(fields: Map<string, string>): { title: string; book: string } | null {
  const [book, chapter] = [fields.get('title'), fields.get('chapter')]
  if (!book || !chapter || fields.get('booktitle')) return null
  const isNumber = /^[{\s]*(?:[\d.]+|[ivxlc]+|[a-z])[}\s]*$/i.test(chapter)
  return { title: isNumber ? `${book}, chapter ${chapter}` : chapter, book }
}

function idsOf(fields: Map<string, string>, note: Note): Draft['ids'] {
  const eprint = fields.get('eprint')
  const server = fields.get('archiveprefix') ?? fields.get('eprinttype')
  const ofArxiv = server ? /^arxiv$/i.test(server) : parseArxivId(eprint ?? '') !== null
  const arxiv = (eprint && ofArxiv && arxivIdIn(eprint, note)) || arxivMentioned(fields)
  return {
    ...idsInAddress(fields.get('url') ?? '', note),
    ...idsInDoi(fields.get('doi')?.replaceAll('\\_', '_'), note),
    ...(arxiv && { arxiv }),
  }
}

/** 'arXiv preprint arXiv:2406.01234' as a journal, or 'abs/2406.01234' as the volume of CoRR. */
function arxivMentioned(fields: Map<string, string>): string | null {
  for (const name of ['journal', 'volume', 'howpublished', 'note', 'number']) {
    const found = arxivInText(fields.get(name) ?? '')
    if (found) return found
  }
  return null
}

/** The beginning of a `date`, which may be a range, or `year` and `month`. */
function dateOf(fields: Map<string, string>): string | undefined {
  const date = fields.get('date')
  if (date) return date.split(/[/~?]/)[0]

  const year = fields.get('year')?.replace(/[{}]/g, '')
  const month = fields.get('month')?.replace(/[{}]/g, '').trim()
  const number = month ? Number(month) || monthNumber(month) : 0
  return year && number >= 1 && number <= 12 ? `${year}-${number}` : year
}
