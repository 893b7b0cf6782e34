import type { Visibility } from './collection.ts'
import type { FollowKind } from './follow.ts'

interface ShelfTable {
  personId: string
  paperId: string
  savedAt: Date | null
  counted: boolean
  seenAt: Date | null
  dismissedAt: Date | null
}

interface CollectionsTable {
  id: string
  personId: string | null
  title: string
  description: string
  visibility: Visibility
  createdAt: Date
  changedAt: Date
  hiddenReason: string | null
}

interface CollectionPapersTable {
  collectionId: string
  paperId: string
  note: string
  addedAt: Date
}

interface FollowsTable {
  personId: string
  kind: FollowKind
  subject: string
  followedAt: Date
}

interface NewsTable {
  personId: string
  paperId: string
  kind: FollowKind
  subject: string
  at: Date
  readAt: Date | null
}

declare module '../database/database.ts' {
  interface Schema {
    shelf: ShelfTable
    collections: CollectionsTable
    collectionPapers: CollectionPapersTable
    follows: FollowsTable
    news: NewsTable
    newsProgress: { change: number }
  }
}
