import { isoDate } from '../ui/dates.ts'
import { slug, surname } from '../../papers/names.ts'
import type { Paper } from '../../papers/paper.ts'
import { identities } from '../identities.ts'

/** The paper as a BibTeX entry. Text is shown as it is read: what TeX would take as a command is escaped. */
export function paperBibtex(paper: Paper): string {
  const isTalk = paper.venue !== null && isConference(paper)
  const fields: [string, string | undefined][] = [
    ['title', `{${escapeTex(paper.titleText)}}`], // the inner braces keep capitals
    ['author', paper.authors.map(author).join(' and ')],
    [isTalk ? 'booktitle' : 'journal', paper.venue ? escapeTex(paper.venue) : undefined],
    ...dateFields(paper),
    ...arxivFields(paper),
    ['doi', verbatim(paper.ids.doi)],
    ['url', verbatim(identities(paper)[0]?.url)],
  ]
  const lines = fields.flatMap(([name, value]) => (value ? [`  ${name} = {${value}},\n`] : []))
  const type = isTalk ? 'inproceedings' : paper.venue ? 'article' : 'misc'
  return `@${type}{${citationKey(paper)},\n${lines.join('')}}\n`
}

/** Venues reach us as one text. An id of a conference's archive, or a name like 'EMNLP 2023', tells the kind. */
function isConference({ ids, venue }: Paper): boolean {
  return (
    ids.acl !== undefined ||
    ids.openreview !== undefined ||
    /^(?:Proceedings|Proc\.|Conference|Workshop|Advances in)/.test(venue ?? '') ||
    isAbbreviationWithYear(venue ?? '')
  )
}

/** 'EMNLP 2023' and 'NeurIPS 2021', not 'Nature 2021'. Two passes, each as long as the venue: one pattern for both is not. */
function isAbbreviationWithYear(venue: string): boolean {
  return /^[A-Za-z-]+ \d{4}$/.test(venue) && /^[A-Za-z]*[A-Z]{2}/.test(venue)
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function dateFields({ published }: Paper): [string, string | undefined][] {
  if (!published) return []
  const [year, month] = isoDate(published).split('-')
  return [
    ['year', year],
    ['month', month && MONTHS[Number(month) - 1]],
  ]
}

function arxivFields({ ids, categories }: Paper): [string, string | undefined][] {
  if (!ids.arxiv) return []
  return [
    ['eprint', ids.arxiv],
    ['archiveprefix', 'arXiv'],
    ['primaryclass', categories[0] && escapeTex(categories[0])],
  ]
}

/** 'teh2025learning': the first surname, the year, and the first word of the title that says something. */
function citationKey(paper: Paper): string {
  const words = ascii(slug(paper.titleText)).split('-')
  const word = words.find((candidate) => candidate.length > 3) ?? words[0] ?? ''
  const year = paper.published ? isoDate(paper.published).slice(0, 4) : ''
  return `${ascii(surname(paper.authors[0] ?? ''))}${year}${word}` || 'paper'
}

function ascii(text: string): string {
  return text.replace(/[^a-z0-9-]/g, '')
}

/** A name that holds the word 'and' would be read as two people, so it is wrapped. */
function author(name: string): string {
  const escaped = escapeTex(name)
  return /\band\b/i.test(name) ? `{${escaped}}` : escaped
}

const TEX: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
}

/** Programs read these fields as they stand, so nothing is escaped; what would end the field is percent-encoded. */
function verbatim(text: string | undefined): string | undefined {
  return text?.replace(/[{}\\]/g, encodeURIComponent)
}

function escapeTex(text: string): string {
  return text.replace(/[\\{}$&#%_^~]/g, (character) => TEX[character]!).replace(/\s+/g, ' ')
}
