import type { Generated, JSONColumnType } from 'kysely'
import type { ReportKind } from './moderation-store.ts'
import type { Decision, SubmittedDraft } from './submission.ts'

interface CommentsTable {
  id: Generated<number>
  paperId: string
  parentId: number | null
  place: string
  depth: number
  personId: string | null
  body: string
  html: string
  writtenAt: Date
  editedAt: Date | null
  deletedAt: Date | null
  hiddenAt: Date | null
  hiddenReason: string | null
}

interface CommentVersionsTable {
  commentId: number
  writtenAt: Date
  body: string
}

interface CommentReactionsTable {
  commentId: number
  personId: string
  reaction: string
  reactedAt: Date
}

interface ReportsTable {
  id: Generated<number>
  kind: ReportKind
  subject: string
  personId: string | null
  reason: string
  reportedAt: Date
  settledAt: Date | null
}

interface ModerationLogTable {
  id: Generated<number>
  at: Date
  action: string
  paperId: string | null
  reason: string
}

interface BlocksTable {
  personId: string
  until: Date
  reason: string
  blockedAt: Date
}

interface SubmissionsTable {
  id: Generated<number>
  personId: string | null
  draft: JSONColumnType<SubmittedDraft>
  paperId: string | null
  note: string
  submittedAt: Date
  decision: Decision | null
  decidedAt: Date | null
  reason: string | null
}

declare module '../database/database.ts' {
  interface Schema {
    comments: CommentsTable
    commentVersions: CommentVersionsTable
    commentReactions: CommentReactionsTable
    reports: ReportsTable
    moderationLog: ModerationLogTable
    blocks: BlocksTable
    submissions: SubmissionsTable
  }
}
