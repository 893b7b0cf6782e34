import type { Generated } from 'kysely'

interface MeaningModelsTable {
  name: string
  trainedAt: Generated<Date>
  papers: number
  file: Uint8Array
}

interface PaperVectorsTable {
  model: string
  paperId: string
  textHash: string
  vector: Uint8Array
}

declare module '../../database/database.ts' {
  interface Schema {
    meaningModels: MeaningModelsTable
    paperVectors: PaperVectorsTable
  }
}
