import { hash } from 'node:crypto'
import { ID_KINDS, named, paperId } from './ids.ts'
import { fold, slug, surname } from './names.ts'
import type { Draft, PartialDate } from './paper.ts'

/** A name of a work, unique among works. */
export interface PaperKey {
  kind: 'id' | 'arxiv' | 'doi' | 'acl' | 'openreview' | 'other' | 'title'
  value: string
}

/** Below this many letters a title says too little to tell two works apart: 'Introduction', 'Editorial'. */
const TITLE_LETTERS_MIN = 12

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

/** Every name under which this draft should be found again; its title last. */
export function keysOf(draft: Draft): PaperKey[] {
  const keys = ID_KINDS.flatMap((kind): PaperKey[] => {
    const value = draft.ids[kind]
    return value ? [{ kind, value }] : []
  })
  if (keys.length === 0) keys.push({ kind: 'id', value: idOf(draft) })
  const title = titleKey(draft)
  return title ? [...keys, title] : keys
}

/** Title and first author, as one key. Null when the title is too short to identify a work. */
function titleKey(draft: Draft): PaperKey | null {
  const normalised = normaliseTitle(draft.title)
  if (normalised.length < TITLE_LETTERS_MIN) return null
  return { kind: 'title', value: `${titleHash(normalised)}|${surname(draft.authors?.[0] ?? '')}` }
}

/**
 * The keys under which a twin may stand: those of `keysOf`, and the same title without an author, because a
 * saved page names none. A draft that names no author itself is looked for under every author: `anyAuthorOf`.
 */
export function keysToSeek(draft: Draft): PaperKey[] {
  const keys = keysOf(draft)
  const title = keys.at(-1)
  if (title?.kind !== 'title' || !draft.authors?.length) return keys
  return [...keys, { kind: 'title', value: title.value.replace(/\|.*/, '|') }]
}

/** The beginning that the title keys of this title share, when the draft names no author. Null when it names one. */
export function anyAuthorOf(draft: Draft): string | null {
  if (draft.authors?.length) return null
  return titleKey(draft)?.value ?? null
}

/**
 * Whether two sets of ids can belong to one work. Two arXiv ids are two works, whatever else agrees. A title can be
 * shared (a series, a column), so works that only a title brought together must not differ in any other id either.
 */
export function canBeTwins(a: Draft['ids'], b: Draft['ids'], metByTitle: boolean): boolean {
  const differ = (kind: keyof Draft['ids']) => Boolean(a[kind] && b[kind] && a[kind] !== b[kind])
  if (differ('arxiv')) return false
  return !metByTitle || !(differ('acl') || differ('doi') || differ('openreview'))
}

type Identified = Pick<Draft, 'ids' | 'title' | 'authors'> & {
  venue?: string | null
  published?: PartialDate | null
}

/** Every journal has its 'Editorial', every year: a title as short as that takes everything else to tell works apart. */
function allThatIsKnown({ authors, venue, published }: Identified): string {
  return [
    ...(authors ?? []).map(slug),
    slug(venue ?? ''),
    published?.at.getUTCFullYear() ?? '',
  ].join('|')
}

/** Our own stable id for a work: from its ids, else from its title ('title:<slug>-<hash6>'). */
export function idOf(draft: Identified): string {
  const known = paperId(draft.ids)
  if (known) return known

  const title = normaliseTitle(draft.title)
  const whose =
    title.length < TITLE_LETTERS_MIN ? allThatIsKnown(draft) : surname(draft.authors?.[0] ?? '')
  const identity = `${title}|${whose}`
  return `title:${shortSlug(draft.title)}-${titleHash(identity).slice(0, 6)}`
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
