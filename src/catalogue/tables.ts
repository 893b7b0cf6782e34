import type { Generated, JSONColumnType } from 'kysely'
import type { Artifact, ClaimKind, Modifier, PaperKind, SystemType } from '../reading/finding.ts'

interface ReadingsTable {
  paperId: string
  version: number
  digest: string
  kind: PaperKind
  gist: string
  gistHtml: string | null
  gistBy: string | null
  artifacts: JSONColumnType<Artifact[]> | null
  results: JSONColumnType<[start: number, end: number, confidence: number][]> | null
  names: string[]
}

interface PaperClaimsTable {
  paperId: string
  position: number
  value: number
  low: number | null
  modifier: Modifier | null
  unit: string
  metric: string
  subject: string
  comparator: string | null
  kind: ClaimKind
  quote: string
  confidence: number
  shown: boolean
  spanStart: number
  spanEnd: number
  sentenceStart: number
  sentenceEnd: number
  topics: string[]
  published: Date | null
}

interface PaperSystemsTable {
  paperId: string
  position: number
  key: string
  name: string
  aliases: string[]
  type: SystemType
  confidence: number
  shown: boolean
  inTitle: boolean
  spanStart: number
  spanEnd: number
  published: Date | null
}

interface PaperTopicsTable {
  paperId: string
  topic: string
  confidence: number
  why: string
  published: Date | null
}

interface SystemsTable {
  key: string
  name: string
  type: SystemType
  firstPaper: string
  published: Date | null
  introduced: number
  mentioned: number
  topics: string[]
  common: Generated<boolean>
}

interface TopicCountsTable {
  topic: string
  papers: number
}

interface ReadingProgressTable {
  version: number
  change: number
}

interface CorrectionsTable {
  paperId: string
  kind: string
  quote: string
  action: string
  value: JSONColumnType<Record<string, unknown>> | null
  personId: string | null
  madeAt: Date
}

interface FindingReportsTable {
  id: Generated<number>
  paperId: string
  kind: string
  quote: string
  reason: string
  note: string
  reports: Generated<number>
  reportedAt: Date
  closedAt: Date | null
}

interface MachineGistsTable {
  paperId: string
  digest: string
  model: string
  gist: string | null
  madeAt: Date
}

declare module '../database/database.ts' {
  interface Schema {
    readings: ReadingsTable
    paperClaims: PaperClaimsTable
    paperSystems: PaperSystemsTable
    paperTopics: PaperTopicsTable
    systems: SystemsTable
    topicCounts: TopicCountsTable
    readingProgress: ReadingProgressTable
    machineGists: MachineGistsTable
    corrections: CorrectionsTable
    findingReports: FindingReportsTable
  }
}
