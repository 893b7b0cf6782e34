import type { VoteState } from './vote.ts'

interface VotesTable {
  personId: string
  paperId: string
  givenAt: Date
  state: VoteState
  countsAt: Date | null
}

declare module '../database/database.ts' {
  interface Schema {
    votes: VotesTable
  }
}
