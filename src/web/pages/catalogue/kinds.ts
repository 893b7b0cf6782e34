import type { CorrectedKind } from '../../../catalogue/correction.ts'
import type { ArtifactKind, ClaimKind, Modifier, PaperKind, SystemType } from '../../../reading/finding.ts' // prettier-ignore

/** Kinds of claims as people call them, in the order of a list. */
export const CLAIM_KINDS: [ClaimKind, string][] = [
  ['accuracy', 'Quality'],
  ['speedup', 'Speed-up'],
  ['efficiency', 'Efficiency'],
  ['cost', 'Cost'],
  ['scale', 'Scale'],
  ['other', 'Other'],
]

/** Types of systems as people call them, in the order of a list. */
export const SYSTEM_TYPES: [SystemType, string][] = [
  ['model', 'Model'],
  ['method', 'Method'],
  ['dataset', 'Dataset'],
  ['benchmark', 'Benchmark'],
  ['system', 'System'],
  ['tool', 'Tool'],
  ['environment', 'Environment'],
]

/** What qualifies a number, as people say it. */
export const MODIFIERS: [Modifier, string][] = [
  ['at_least', 'at least'],
  ['more_than', 'more than'],
  ['at_most', 'at most'],
  ['less_than', 'less than'],
  ['approx', 'about'],
]

/** What an address leads to, as a badge says it. */
export const ARTIFACT_KINDS: [ArtifactKind, string][] = [
  ['code', 'Code'],
  ['model', 'Model'],
  ['dataset', 'Data'],
  ['collection', 'Collection'],
  ['demo', 'Demo'],
  ['website', 'Website'],
]

/** What a paper can be. */
export const PAPER_KINDS: [PaperKind, string][] = [
  ['method', 'method'],
  ['model', 'model'],
  ['system', 'system'],
  ['dataset', 'dataset'],
  ['benchmark', 'benchmark'],
  ['study', 'study'],
  ['survey', 'survey'],
  ['report', 'report'],
]

/** Findings, as a sentence about a paper names them. */
export const FINDING_NAMES: Record<CorrectedKind, string> = {
  claim: 'the claim',
  system: 'the system',
  artifact: 'the address',
  topic: 'the topic',
  gist: 'the summary',
  kind: 'the kind of the paper',
}

export function nameOfArtifact(kind: ArtifactKind): string {
  return ARTIFACT_KINDS.find(([name]) => name === kind)![1]
}

export function nameOfKind(kind: ClaimKind): string {
  return CLAIM_KINDS.find(([name]) => name === kind)![1]
}

export function nameOfType(type: SystemType): string {
  return SYSTEM_TYPES.find(([name]) => name === type)![1]
}
