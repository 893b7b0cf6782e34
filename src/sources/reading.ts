import type { Draft } from '../papers/paper.ts'

/** What one entry says. `externalId` is the source's own name for the paper, the same in every run. */
export interface Reading {
  source: string
  externalId: string
  draft: Draft
}

/** Called with a sentence for everything that was dropped or repaired while reading an entry. */
export type Note = (sentence: string) => void

/** The entry cannot be a paper. It is rejected with this message, and reading goes on with the next one. */
export class NotAPaper extends Error {
  override name = 'NotAPaper'
}
