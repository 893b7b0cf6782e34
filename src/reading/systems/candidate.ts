import type { SystemType } from '../finding.ts'

/** A name that one place of the text offers, and how sure that place makes us. */
export interface Candidate {
  name: string
  start: number // in the abstract, or in the title
  inTitle: boolean
  confidence: number
  type: SystemType | null
  alias?: string
}
