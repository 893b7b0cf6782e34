/** A model of meaning, as the index is given one. */
export type MeaningModel = StaticModel | OutsideModel

/** Word vectors in a file, read by every thread that needs them: what `meaning/` makes. */
export interface StaticModel {
  kind: 'static'
  name: string // changes whenever its vectors do
  dimensions: number
  path: string
}

/** A model that other software runs: slower, so papers get their vectors after they can be found by words. */
export interface OutsideModel {
  kind: 'outside'
  name: string
  dimensions: number
  spec: string // what `MEANING` was, so that it can be opened again; kept in the index folder, holds no key
  /** Vectors of length 1, one a paper, in order. Takes as long as it takes. Throws when the model cannot answer. */
  embedPapers(papers: PaperText[]): Promise<Float32Array[]>
  /** Null when the model does not answer in time: then words decide. Never throws, never waits longer than a bound. */
  embedQuery(text: string): Promise<Float32Array | null>
  /** Why the model does not answer at the moment, for the status page; null when all is well. Holds no address. */
  problem(): string | null
  close(): Promise<void>
}

export interface PaperText {
  id: string
  text: string
}
