import { CORRECTED_KINDS, type CorrectedKind } from './correction.ts'

/** What a reader says is wrong with a finding. */
export interface FindingReport {
  paperId: string
  kind: CorrectedKind
  quote: string // what names the finding, see Correction; its first 200 characters are enough
  reason: ReportReason
  note: string
}

/** Why, in the words of the form. */
export const REPORT_REASONS = {
  misread: 'It is misread: the number, the unit or the name is wrong',
  'not-theirs': 'It is not this paper’s own',
  missing: 'Something that the paper says is missing',
  other: 'Something else',
} as const

export type ReportReason = keyof typeof REPORT_REASONS

export const NOTE_LENGTH_MAX = 1_000

export function isReportReason(text: string): text is ReportReason {
  return Object.hasOwn(REPORT_REASONS, text)
}

export function isCorrectedKind(text: string): text is CorrectedKind {
  return CORRECTED_KINDS.some((kind) => kind === text)
}
