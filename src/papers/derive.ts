import { dayOf } from '../lib/days.ts'
import type { Draft, Link, PartialDate, Posting } from './paper.ts'
import type { SourceRecord } from './record.ts'

/**
 * Whose word counts more when sources disagree, best first: a deletion, the authors' own metadata, then services that copy
 * it, then reference lists, then what a reader submitted, then text saved from a page, then our own summaries. What is not listed comes last.
 */
const TRUST = [
  'arxiv-deleted',
  'arxiv-oai',
  'arxiv-raw',
  'arxiv-atom',
  'arxiv-dc',
  'kaggle',
  'arxiv-rss',
  'hf-api',
  'hf-daily',
  'corpus',
  'bibtex',
  'ris',
  'submission',
  'csl',
  'page',
  'broadsheet',
]

/** What all sources together say about one work. */
export type Derived = Omit<
  Required<Draft>,
  'published' | 'updated' | 'venue' | 'comment' | 'posting'
> & {
  published: PartialDate | null
  updated: Date | null
  venue: string | null
  comment: string | null
  day: string | null
  position: number | null
  votes: number
  comments: number
}

/**
 * The one paper that these records describe. The result does not depend on the order of the records.
 * Each field comes from the most trusted source that has it; links come from all of them.
 * Throws RangeError without a record.
 */
export function derive(records: Pick<SourceRecord, 'source' | 'externalId' | 'draft'>[]): Derived {
  if (records.length === 0) throw new RangeError('A paper needs at least one record')
  const drafts = records.toSorted(byTrust).map((record) => record.draft)
  const first = <Key extends keyof Draft>(key: Key) =>
    drafts.find((draft) => says(draft[key]))?.[key]

  const published = best(drafts)
  const posting = firstPosting(drafts)
  const postings = drafts.flatMap((draft) => draft.posting ?? [])
  return {
    ids: Object.assign({}, ...drafts.toReversed().map((draft) => draft.ids)),
    title: first('title') ?? '',
    abstract: first('abstract') ?? '',
    authors: first('authors') ?? [],
    categories: first('categories') ?? [],
    venue: first('venue') ?? null,
    comment: first('comment') ?? null,
    withdrawn: drafts.find((draft) => draft.withdrawn !== undefined)?.withdrawn ?? false,
    published,
    updated: latest(drafts),
    links: distinctLinks(drafts.flatMap((draft) => draft.links ?? [])),
    versions: longest(drafts.map((draft) => draft.versions ?? [])),
    day: posting?.day ?? publicationDay(published),
    position: posting?.position ?? null,
    votes: Math.max(0, ...postings.map(({ votes }) => votes)),
    comments: Math.max(0, ...postings.map(({ comments }) => comments)),
    stars: Math.max(0, ...drafts.map((draft) => draft.stars ?? 0)),
  }
}

type Ranked = Pick<SourceRecord, 'source' | 'externalId'>

function byTrust(a: Ranked, b: Ranked): number {
  return rank(a) - rank(b) || compare(a.source, b.source) || compare(a.externalId, b.externalId)
}

function rank({ source }: Ranked): number {
  const place = TRUST.indexOf(source)
  return place < 0 ? TRUST.length : place
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function says(value: unknown): boolean {
  return Array.isArray(value) || typeof value === 'string' ? value.length > 0 : value !== undefined
}

const PRECISIONS = ['year', 'month', 'day', 'second']

/** The most precise date; among equals, that of the most trusted source. */
function best(drafts: Draft[]): PartialDate | null {
  return drafts
    .flatMap((draft) => draft.published ?? [])
    .reduce<PartialDate | null>(
      (a, b) => (a && PRECISIONS.indexOf(a.precision) >= PRECISIONS.indexOf(b.precision) ? a : b),
      null,
    )
}

/** The first day that listed the paper: a later list does not move it to another day. */
function firstPosting(drafts: Draft[]): Posting | undefined {
  return drafts
    .flatMap((draft) => draft.posting ?? [])
    .toSorted((a, b) => compare(a.day, b.day) || a.position - b.position)[0]
}

function publicationDay(published: PartialDate | null): string | null {
  if (!published || published.precision === 'year' || published.precision === 'month') return null
  return dayOf(published.at)
}

function latest(drafts: Draft[]): Date | null {
  const moments = drafts.flatMap((draft) => draft.updated ?? []).map(Number)
  return moments.length ? new Date(Math.max(...moments)) : null
}

function longest<Item>(lists: Item[][]): Item[] {
  return lists.reduce((a, b) => (b.length > a.length ? b : a), [])
}

function distinctLinks(links: Link[]): Link[] {
  const byUrl = new Map<string, Link>()
  for (const link of links) {
    const address = link.url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')
    const known = byUrl.get(address)
    if (!known || known.kind === 'other')
      byUrl.set(address, known ? { ...known, kind: link.kind } : link)
  }
  return [...byUrl.values()]
}
