import { VOICES, type Voices } from '../find/fusion.ts'
import { SHARES, type Shares } from '../query/parse.ts'
import { SCORING } from '../scoring/bm25f.ts'

/** What ranking is made of, besides what an index is built by. Chosen by `npm run tune:search`; see docs/search.md. */
export interface Tuning {
  voices: Voices
  shares: Shares
  exactShare: number // see `Scoring`
}

export const TUNING: Tuning = { voices: VOICES, shares: SHARES, exactShare: SCORING.exactShare }
