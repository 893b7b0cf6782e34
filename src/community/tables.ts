import type { Generated, JSONColumnType } from 'kysely'
import type { Authorship } from './authorship.ts'
import type { Notice } from './notice-store.ts'
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

interface AuthorshipsTable {
  id: Generated<number>
  paperId: string
  personId: string
  authorName: string
  authorKey: string
  words: string
  askedAt: Date
  decision: Authorship['decision']
  decidedAt: Date | null
  reason: string | null
}

interface NoticesTable {
  id: Generated<number>
  personId: string
  kind: Notice['kind']
  commentId: number | null
  submissionId: number | null
  authorshipId: number | null
  at: Date
  readAt: Date | null
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
    authorships: AuthorshipsTable
    notices: NoticesTable
  }
}
