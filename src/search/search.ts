import type { SearchDocument } from './document.ts'
import type { Explanation } from './answer/explain.ts'
import type { Highlights } from './answer/highlights.ts'
import type { FacetCounts } from './find/facets.ts'
import type { Suggestion } from './suggest/suggest.ts'

export type { Suggestion } from './suggest/suggest.ts'

/**
 * Finding papers. This index is one implementation; the rest of the program knows only this.
 *
 * Nothing a reader types is an error. Rejections mean that the index itself cannot answer.
 */
export interface Search {
  search(typed: string, options?: SearchOptions): Promise<Result>
  /** The papers most like one, nearest first, without itself; empty when the id is unknown. */
  similar(id: string, limit: number): Promise<Hit[]>
  /** What the beginning of a query may become, best first. */
  suggest(prefix: string, limit?: number): Promise<Suggestion[]>
  /** Takes in changes; they are found when the promise resolves. Changes up to `number` are then applied. */
  apply(changes: Changes): Promise<void>
  status(): Promise<Status>
  close(): Promise<void>
}

/** The index cannot answer now, and can again in a moment: one of its threads died and is being replaced. */
export class SearchUnavailable extends Error {
  override name = 'SearchUnavailable'

  constructor(cause: Error | null) {
    super('Search cannot answer at the moment', { cause })
  }
}

export interface SearchOptions {
  mode?: 'search' | 'words' | 'meaning' // words and meaning together, or one of them
  limit?: number // hits on a page, 20 unless told, at most 100
  offset?: number // hits before this page; a ranking ends after 500
  sort?: 'best' | 'newest' | 'votes'
  facets?: boolean
  explain?: boolean
  texts?: boolean // false leaves titles and highlights empty, for whoever has the papers: reading those is half of the work
}

export interface Result {
  understood: Understood
  hits: Hit[]
  total: number // everything found, not only this page
  facets: FacetCounts | null // over everything found; null unless asked for
  isComplete: boolean // false: time ran out, and these are the best of what was looked at
  milliseconds: number
}

/** How the query was read, to be shown. */
interface Understood {
  words: string[]
  alsoWords: string[] // other names of what was asked for: 'llm' for 'large language models'
  clauses: string[] // as a person would write them: 'author:"Yann LeCun"', '-survey'
  corrected: { from: string; to: string }[] // spelling that was changed because the word is rare or unknown
  pasted: string | null // the id of the one paper that the query names; it is the first hit
  usedMeaning: boolean
  notes: string[]
}

export interface Hit {
  id: string
  title: string // clean text, as the pages show it
  score: number // words: BM25F; otherwise 0 to about 1; 0 when sorted otherwise
  highlights: Highlights
  explanation: Explanation | null // null unless asked for
}

export interface Changes {
  upsert: SearchDocument[]
  remove: string[] // ids; unknown ones are ignored
  number: number // of the last change in it
}

interface Status {
  papers: number
  segments: number
  bytes: number // memory of the index, without the words of the model
  diskBytes: number // 0 for an index in memory alone
  appliedChange: number // the last change that is searched
  savedChange: number // the last change that is on disk; after a crash, go on from here
  model: string | null // whose vectors are searched; null when words alone decide
  embedding: { model: string; done: number; of: number } | null // papers that have vectors of the model to come
  modelProblem: string | null // why a model outside does not answer
  damage: string[] // files that were found damaged and left out when the index was opened; build it anew
}
