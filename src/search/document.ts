/** What the index knows of a paper. Title and abstract are raw; the index cleans them as the pages do. */
export interface SearchDocument {
  id: string
  title: string
  abstract: string
  authors: string[]
  categories: string[]
  date: string | null // '2024-06-03'; for a date that is only a year or month, its first day
  year: number | null
  venue: string | null
  source: string
  has: { code: boolean; data: boolean; model: boolean; math: boolean }
  systems: string[] // names it introduces, as displayed
  notSystems?: string[] // names of which people said that they are none, whatever the title looks like
  topics: string[]
  votes: number
}

/** Fields in the order in which a document is analysed; a field's number is its place here. */
export const FIELDS = ['title', 'abstract', 'systems', 'authors', 'topics'] as const
export type Field = (typeof FIELDS)[number]
