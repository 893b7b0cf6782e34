import { slug, surname } from './names.ts'
import type { Draft, IdKind } from './paper.ts'
import { isBookDoi } from './ids.ts'
import { normaliseTitle, saysTooLittle } from './twins.ts'

/** By what records met: an id that is one work's alone, the title, or the DOI, which may be that of a whole book. */
export type Meeting = 'id' | 'title' | 'doi'

export type Reason =
  | 'their arXiv ids differ'
  | 'their other ids differ'
  | 'their first authors differ'
  | 'their titles and authors differ'

/** What records say that tells works apart. Of one record, or of several that are about one work. */
export interface Facts {
  drafts: Draft[]
  ids: Map<IdKind, Set<string>>
  firstAuthors: Set<string> // surnames
}

export function factsOf(drafts: Draft[]): Facts {
  const ids: Facts['ids'] = new Map()
  const firstAuthors = new Set<string>()
  for (const draft of drafts) {
    for (const kind of KINDS) {
      const id = draft.ids[kind]
      if (id) ids.set(kind, (ids.get(kind) ?? new Set()).add(id))
    }
    const first = surname(draft.authors?.[0] ?? '')
    if (first !== '') firstAuthors.add(first)
  }
  return { drafts, ids, firstAuthors }
}

const KINDS: IdKind[] = ['arxiv', 'acl', 'doi', 'openreview']

/**
 * Why records that met cannot be about one work; null when they can.
 *
 * Two arXiv ids are two works, whatever else agrees. A title can be shared (a series, a column), so works that only a
 * title brought together must not differ in any other id or in their first author. A DOI can be that of a whole book, so
 * chapters that only a DOI brought together stay apart; a paper that changed its title has the same authors still, but
 * so have the chapters that one author wrote: where the DOI shows that it is a book's, titles alone tell.
 */
export function whyApart(a: Facts, b: Facts, metBy: Meeting): Reason | null {
  if (differ(a.ids.get('arxiv'), b.ids.get('arxiv'))) return 'their arXiv ids differ'
  if (metBy === 'id') return null
  if (metBy === 'doi') return saySame(a, b, ofBook(a, b)) ? null : 'their titles and authors differ'
  if (KINDS.some((kind) => differ(a.ids.get(kind), b.ids.get(kind))))
    return 'their other ids differ'
  return differ(a.firstAuthors, b.firstAuthors) ? 'their first authors differ' : null
}

/** Whether both say something, and nothing in common. */
function differ(a: Set<string> | undefined, b: Set<string> | undefined): boolean {
  return Boolean(a?.size && b?.size) && a!.isDisjointFrom(b!)
}

/** Whether every DOI they share is that of a book. */
function ofBook(a: Facts, b: Facts): boolean {
  const shared = a.ids.get('doi')?.intersection(b.ids.get('doi') ?? new Set()) ?? new Set()
  return shared.size > 0 && [...shared].every(isBookDoi)
}

function saySame(a: Facts, b: Facts, areChapters: boolean): boolean {
  const others = b.drafts.map(portraitOf)
  return a.drafts
    .map(portraitOf)
    .some((one) => others.some((other) => areAlike(one, other, areChapters)))
}

interface Portrait {
  title: string
  words: Set<string>
  authors: Set<string>
}

const WORD_LETTERS_MIN = 4 // shorter words are those that every title has: 'of', 'the', 'for'
const AUTHORS_COMPARED = 50

function portraitOf({ title, authors = [] }: Draft): Portrait {
  return {
    title: normaliseTitle(title),
    words: new Set(
      slug(title)
        .split('-')
        .filter((word) => word.length >= WORD_LETTERS_MIN),
    ),
    authors: new Set(
      authors
        .slice(0, AUTHORS_COMPARED)
        .map(surname)
        .filter((name) => name !== ''),
    ),
  }
}

const AUTHORS_SHARED_MIN = 0.5 // of the shorter list: a list that was cut, or grew by two
const WORDS_SHARED_MIN = 0.8 // of the shorter title: a subtitle that came, a word that was spelt otherwise
const WORDS_MIN = 3 // 'Neural networks' is a part of many a title

/** Whether two descriptions that share a DOI are of one work. A title that nobody told speaks against nothing. */
function areAlike(a: Portrait, b: Portrait, areChapters: boolean): boolean {
  if (a.title === '' || b.title === '') return true
  const authors = sharedPart(a.authors, b.authors)
  if (authors !== null && authors >= AUTHORS_SHARED_MIN && !areChapters) return true
  if (a.title === b.title) return authors === null || !saysTooLittle(a.title)
  if (authors === 0 || Math.min(a.words.size, b.words.size) < WORDS_MIN) return false
  return sharedPart(a.words, b.words)! >= WORDS_SHARED_MIN
}

/** How much of the smaller set is in the other, from 0 to 1. Null when one is empty. */
function sharedPart(a: Set<string>, b: Set<string>): number | null {
  const smaller = Math.min(a.size, b.size)
  return smaller === 0 ? null : a.intersection(b).size / smaller
}
