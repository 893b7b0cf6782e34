import type { Database } from '../../database/database.ts'
import type { Paper } from '../../papers/paper.ts'
import { findPapers } from '../../papers/store.ts'
import { paperBibtex } from './bibtex.ts'
import { paperCsl } from './csl.ts'
import { paperRis } from './ris.ts'

/** A file that holds many papers. */
export interface FileFormat {
  name: string // as people know it
  type: string
  write: (papers: Paper[]) => string
}

/** By the ending of the file. */
export const FILE_FORMATS: Record<string, FileFormat> = {
  bib: {
    name: 'BibTeX',
    type: 'application/x-bibtex; charset=utf-8',
    write: (papers) => papers.map(paperBibtex).join('\n'),
  },
  ris: {
    name: 'RIS',
    type: 'application/x-research-info-systems; charset=utf-8',
    write: (papers) => papers.map(paperRis).join('\n'),
  },
  'csl.json': {
    name: 'CSL-JSON',
    type: 'application/json; charset=utf-8',
    write: (papers) => JSON.stringify(papers.map(paperCsl), null, 2),
  },
}

const PAPERS_AT_ONCE = 500

/** The papers with these ids, read some at a time: other readers are answered between. */
export async function papersForFile(db: Database, ids: string[]): Promise<Paper[]> {
  const papers: Paper[] = []
  for (let from = 0; from < ids.length; from += PAPERS_AT_ONCE) {
    papers.push(...(await findPapers(db, ids.slice(from, from + PAPERS_AT_ONCE))))
  }
  return papers
}
