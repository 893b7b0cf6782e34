/**
 * How much of a date a source told us. A conference paper of '2021' was not published on 1 January:
 * it has precision 'year', is shown as 2021, and belongs to no day.
 */
export type Precision = 'year' | 'month' | 'day' | 'second'

/** A moment and how much of it is known. Unknown parts are the earliest possible: 2021 is 2021-01-01T00:00:00Z. */
export interface PartialDate {
  at: Date
  precision: Precision
}

export interface Link {
  url: string
  kind: 'abstract' | 'pdf' | 'code' | 'project' | 'other'
}

export interface Version {
  number: number
  at: Date
}

/** A paper in the daily list of a day, as a page or an API showed it. */
export interface Posting {
  day: string // '2025-04-17'
  position: number // from 1, in the order of the list
  votes: number // as counted there
  comments: number
}

/** The names under which the world knows a work. Values are normalised by `ids.ts`. */
export type IdKind = 'arxiv' | 'doi' | 'acl' | 'openreview' | 'other'

/**
 * What one source says about one paper. An absent field means that the source does not say.
 * Text is raw: TeX and the debris of metadata stay in, only line breaks are folded to spaces
 * (an abstract keeps blank lines between paragraphs as '\n\n').
 */
export interface Draft {
  ids: Partial<Record<IdKind, string>>
  title: string
  abstract?: string
  authors?: string[] // in order, as displayed: 'Yee Whye Teh'
  published?: PartialDate
  updated?: Date
  venue?: string // 'EMNLP 2023'
  categories?: string[] // the primary one first
  links?: Link[]
  versions?: Version[]
  withdrawn?: boolean
  comment?: string // the author's note: '12 pages, code at …'
  posting?: Posting
  stars?: number // of its code's repository, as counted when the source was asked
}

/** A paper as the whole service sees it. One per work, whichever sources mention it. */
export interface Paper {
  id: string // '2406.01234', 'hep-th/9901001', else 'acl:…', 'doi:…', 'openreview:…', else 'title:<slug>-<hash6>'
  title: string // raw, as the best source has it
  titleText: string // as a person would type it, for mail, feeds and search
  titleHtml: string // safe, formulas as MathML
  abstract: string
  abstractText: string
  abstractHtml: string
  authors: string[]
  published: PartialDate | null
  updated: Date | null
  venue: string | null
  categories: string[]
  links: Link[]
  versions: Version[]
  withdrawn: boolean
  comment: string | null
  day: string | null // of the edition it belongs to: where it was listed, else the day it was published
  position: number | null // in that edition's list; null when no list named it
  votes: number
  comments: number
  ids: Partial<Record<IdKind, string>>
}
