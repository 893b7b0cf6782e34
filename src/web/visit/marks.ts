import type { Context } from 'hono'
import { tryGetContext } from 'hono/context-storage'
import { shelvedOf, type Shelved } from '../../library/shelf-store.ts'
import { votesFor } from '../../trending/vote-store.ts'
import type { VoteState } from '../../trending/vote.ts'
import type { Site } from '../site.ts'
import { personOf } from './visit.ts'

/** What somebody who is signed in has done with a paper. */
export interface Mark extends Shelved {
  vote: VoteState | null
}

declare module 'hono' {
  interface ContextVariableMap {
    marks: Map<string, Mark>
  }
}

const NOTHING: Shelved = { saved: false, seen: false, dismissed: false }

/** Before papers are shown: cards then know what the reader has done with them. Asks nothing for whoever is not signed in. */
export async function markPapers(c: Context, site: Site, papers: { id: string }[]): Promise<void> {
  const person = personOf(c)
  if (!person || papers.length === 0) return
  const ids = papers.map(({ id }) => id)
  const votes = await votesFor(site.db, person.id, ids)
  const shelved = await shelvedOf(site.db, person.id, ids)
  const mark = (id: string) => ({ ...NOTHING, ...shelved.get(id), vote: votes.get(id) ?? null })
  c.set('marks', new Map(ids.map((id) => [id, mark(id)])))
}

/** What the reader of the page that is being made has done with a paper. Null for whoever is not signed in. */
export function currentMark(paperId: string): Mark | null {
  return tryGetContext()?.get('marks')?.get(paperId) ?? null
}
