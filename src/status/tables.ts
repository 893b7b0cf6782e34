import type { Generated } from 'kysely'

interface SourceImportsTable {
  source: string
  lastAt: Generated<Date>
  records: number
}

declare module '../database/database.ts' {
  interface Schema {
    sourceImports: SourceImportsTable
  }
}
