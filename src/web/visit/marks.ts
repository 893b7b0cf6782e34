import type { Context } from 'hono'
import { tryGetContext } from 'hono/context-storage'
import { marksOf, type Mark } from '../../library/marks-store.ts'
import type { Site } from '../site.ts'
import { personOf } from './visit.ts'

declare module 'hono' {
  interface ContextVariableMap {
    marks: Map<string, Mark>
  }
}

/** Before papers are shown: cards then know what the reader has done with them. Asks nothing for whoever is not signed in. */
export async function markPapers(c: Context, site: Site, papers: { id: string }[]): Promise<void> {
  const person = personOf(c)
  if (!person || papers.length === 0) return
  c.set('marks', await marksOf(site.db, person.id, papers.map(({ id }) => id))) // prettier-ignore
}

/** What the reader of the page that is being made has done with a paper. Null for whoever is not signed in. */
export function currentMark(paperId: string): Mark | null {
  return tryGetContext()?.get('marks')?.get(paperId) ?? null
}
