import { hash } from 'node:crypto'
import { ID_KINDS, isBookDoi, named } from './ids.ts'
import { fold, slug, surname } from './names.ts'
import type { Draft, PartialDate } from './paper.ts'

/** A name of a work, unique among works. */
export interface PaperKey {
  kind: 'id' | 'arxiv' | 'doi' | 'acl' | 'openreview' | 'other' | 'title'
  value: string
}

/** What tells a key from all others. */
export function nameOf({ kind, value }: PaperKey): string {
  return `${kind}\n${value}`
}

const TITLE_LETTERS_MIN = 12 // 'Editorial' has 9, 'Deep Learning' just as many as it takes

/** Longer titles that books and journals give to many of their parts, as `normaliseTitle` has them. */
const TITLES_OF_MANY = new Set([
  'introduction',
  'introductoryremarks',
  'generalintroduction',
  'editorsintroduction',
  'concludingremarks',
  'acknowledgements',
  'acknowledgments',
  'bibliography',
  'abbreviations',
  'contributors',
  'listofcontributors',
  'tableofcontents',
  'subjectindex',
  'guesteditorial',
  'fromtheeditor',
  'fromtheeditors',
  'lettertotheeditor',
  'correspondence',
  'announcements',
  'callforpapers',
])

/** Whether a title, as `normaliseTitle` has it, is too short or too usual to tell two works apart. */
export function saysTooLittle(normalisedTitle: string): boolean {
  return normalisedTitle.length < TITLE_LETTERS_MIN || TITLES_OF_MANY.has(normalisedTitle)
}

const NOISE = /(?!(?<=\d)\.(?=\d))[^\p{L}\p{N}\p{M}+#<>]/gu
const TEX_COMMAND = /\\(?:emph|text[a-z]{2}|math[a-z]{2,4}|mbox|rm|bf|it)\b/g

/**
 * What stays of a title when sources disagree about TeX, case, accents, hyphens and spaces. Signs that name another
 * thing stay too: C++ is not C#, and version 1.2 is not version 12.
 */
export function normaliseTitle(title: string): string {
  return fold(title.replace(TEX_COMMAND, '')).replace(NOISE, '')
}

/** The id that a work with this name may go by: a work is not also listed under its own id. */
export function idOfKey({ kind, value }: PaperKey): string {
  return kind === 'id' || kind === 'title' ? value : named(kind, value)
}

/** Ids as names, the one that a work goes by first. */
export function keysOf(ids: Draft['ids']): PaperKey[] {
  return ID_KINDS.flatMap((kind) => {
    const value = ids[kind]
    return value ? [{ kind, value }] : []
  })
}

/** The names of a draft. */
export interface Names {
  own: PaperKey[] // under which it should be found again, its title last
  title: string | null // what the keys of its title begin with, whoever wrote it; null when it says too little
}

export function namesOf(draft: Draft): Names {
  const own = keysOf(draft.ids)
  if (own.length === 0) own.push({ kind: 'id', value: idOf(draft) })
  const normalised = normaliseTitle(draft.title)
  if (saysTooLittle(normalised)) return { own, title: null }

  const title = `${titleHash(normalised)}|`
  own.push({ kind: 'title', value: title + surname(draft.authors?.[0] ?? '') })
  return { own, title }
}

type Identified = Pick<Draft, 'ids' | 'title' | 'authors'> & {
  venue?: string | null
  published?: PartialDate | null
}

/** Every journal has its 'Editorial', every year: a title like that takes everything else to tell works apart. */
function allThatIsKnown({ authors, venue, published }: Identified): string {
  return [
    ...(authors ?? []).map(slug),
    slug(venue ?? ''),
    published?.at.getUTCFullYear() ?? '',
  ].join('|')
}

/**
 * Our own stable id for a work: from its ids, else from its title ('title:<slug>-<hash6>'). An id that other works have
 * too names none of them; it only tells the work from one that has the same title elsewhere.
 */
export function idOf(
  draft: Identified,
  isShared: (key: PaperKey) => boolean = () => false,
): string {
  const ids = keysOf(draft.ids)
  const own = ids.find((key) => !isShared(key))
  if (own) return idOfKey(own)

  const title = normaliseTitle(draft.title)
  const whose = saysTooLittle(title) ? allThatIsKnown(draft) : surname(draft.authors?.[0] ?? '')
  const identity = [title, whose, ...ids.map(({ value }) => value)].join('|')
  return `title:${shortSlug(draft.title)}-${titleHash(identity).slice(0, 6)}`
}

/**
 * How a reference list names an entry, in every run: by the id of its work. The DOI of a whole book does not tell its chapters
 * apart, which takes their titles too. Every other DOI is taken for the entry's own, a chapter's as well: most publishers
 * number chapters without an ISBN, and an entry named by its title would become a second one when the title is corrected.
 */
export function entryName(draft: Identified): string {
  return idOf(draft, ({ kind, value }) => kind === 'doi' && isBookDoi(value))
}

const SLUG_LENGTH_MAX = 60 // an address that can still be read and sent

function shortSlug(title: string): string {
  const whole = slug(title)
  if (whole.length <= SLUG_LENGTH_MAX) return whole || 'untitled'
  return slug(whole.slice(0, whole.lastIndexOf('-', SLUG_LENGTH_MAX) + 1 || SLUG_LENGTH_MAX))
}

function titleHash(text: string): string {
  return hash('sha256', text).slice(0, 20)
}
