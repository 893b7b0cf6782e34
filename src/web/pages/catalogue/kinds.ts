import type { ClaimKind, SystemType } from '../../../reading/finding.ts'

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

export function nameOfKind(kind: ClaimKind): string {
  return CLAIM_KINDS.find(([name]) => name === kind)![1]
}

export function nameOfType(type: SystemType): string {
  return SYSTEM_TYPES.find(([name]) => name === type)![1]
}
