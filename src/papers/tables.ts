import type { Generated, JSONColumnType } from 'kysely'
import type { Attentions, HeatRule, Kind } from '../heat/heat.ts'
import type { Draft, Link, Precision } from './paper.ts'

interface PapersTable {
  id: string
  title: string
  titleText: string | null
  titleHtml: string | null
  abstract: string
  abstractHtml: string | null
  opening: string
  authors: string[]
  authorKeys: string[]
  publishedAt: Date | null
  publishedPrecision: Precision | null
  updatedAt: Date | null
  venue: string | null
  categories: string[]
  links: JSONColumnType<Link[]> | null
  versions: JSONColumnType<{ number: number; at: string }[]> | null
  withdrawn: boolean
  comment: string | null
  ids: JSONColumnType<Draft['ids']>
  day: string | null
  position: number | null
  votes: number
  comments: number
  change: Generated<number>
  heat: number | null
  attention: JSONColumnType<Attentions> | null
}

/** The hidden ones too: for whoever writes papers, or follows their changes. `papers` are those that are shown. */
interface AllPapersTable extends PapersTable {
  hiddenReason: string | null
}

/** Kept by the database, see migrations/0034_editions.sql and 0048_papers_are_moderated.sql. */
interface EditionsTable {
  day: string
  papers: number
}

interface AttentionTable {
  paperId: string
  kind: Kind
  hour: Date
  amount: number
}

interface HeatRuleTable {
  halfLifeHours: number
  weights: JSONColumnType<HeatRule['weights']>
  derivedTo: string | null
}

interface PaperKeysTable {
  kind: string
  value: string
  paperId: string
}

interface PaperRecordsTable {
  source: string
  externalId: string
  paperId: string
  raw: string
  seenAt: Generated<Date>
}

interface PaperRemovalsTable {
  change: Generated<number>
  id: string
}

interface CollectionTable {
  id: Generated<string>
}

declare module '../database/database.ts' {
  interface Schema {
    papers: PapersTable
    allPapers: AllPapersTable
    editions: EditionsTable
    attention: AttentionTable
    heatRule: HeatRuleTable
    paperKeys: PaperKeysTable
    paperRecords: PaperRecordsTable
    paperRemovals: PaperRemovalsTable
    collection: CollectionTable
  }
}
