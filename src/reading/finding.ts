/** A stretch [start, end) of the raw title or abstract, in UTF-16 units, as String.slice counts them. */
export type Span = [start: number, end: number]

export type PaperKind =
  | 'method'
  | 'model'
  | 'system'
  | 'dataset'
  | 'benchmark'
  | 'study'
  | 'survey'
  | 'report'

export type SystemType =
  | 'system'
  | 'model'
  | 'dataset'
  | 'benchmark'
  | 'method'
  | 'tool'
  | 'environment'

export type ArtifactKind = 'code' | 'model' | 'dataset' | 'collection' | 'website' | 'demo'

export type Modifier = 'at_least' | 'more_than' | 'at_most' | 'less_than' | 'approx'

export type ClaimKind = 'speedup' | 'cost' | 'accuracy' | 'scale' | 'efficiency' | 'other'

/** A named thing that this paper introduces. */
export interface System {
  name: string // exactly as the text has it, TeX included
  aliases: string[] // other forms in the text: the long form of an abbreviation, another case
  type: SystemType
  confidence: number // 0..1
  span: Span // in the abstract, or in the title when `inTitle`
  inTitle: boolean
}

export interface Artifact {
  url: string // with a scheme, without the debris of the sentence around it
  kind: ArtifactKind
  span: Span // in the abstract
}

/** A number that the paper claims for itself. */
export interface Claim {
  value: number | [low: number, high: number] // 175B is 175e9
  modifier?: Modifier
  unit: string // see docs/reading.md
  metric: string // what was measured, in words of the text
  subject: string // whose number it is
  comparator?: string // what it is compared with
  kind: ClaimKind
  quote: string
  confidence: number // 0..1
  span: Span // of the quote, in the abstract
}

/** A sentence that states the outcome. */
export interface Result {
  quote: string
  confidence: number
  span: Span // in the abstract
}

export interface Topic {
  topic: string
  confidence: number
  why: string // the words that gave it away
}

/** Everything read from one title and abstract. `version` says by which reader. */
export interface Reading {
  version: number
  kind: PaperKind
  topics: Topic[]
  gist: string // at most 240 characters, '' when there is no abstract
  systems: System[]
  artifacts: Artifact[]
  claims: Claim[]
  results: Result[]
}

/** Findings below this are kept, for whoever wants to look, but not shown. */
export const SHOWN_FROM = 0.5
