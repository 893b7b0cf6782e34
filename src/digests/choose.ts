import type { Wishes } from './subscriber.ts'

/** Papers that a mail could bring, best first, by why they would be in it. Shared by all readers of an issue. */
export interface Pool {
  trending: string[] // paper ids
  byTopic: ReadonlyMap<string, string[]>
  bySearch: ReadonlyMap<string, string[]>
}

export interface Chosen {
  paperId: string
  reason: string // 'trending', 'topic:<key>' or 'search:<what was typed>'
}

/**
 * What one reader gets: what they asked for themselves first, then what most readers care about. Nothing that
 * `sent` has, and nothing twice. Empty when there is less than the reader wants to be bothered for.
 */
export function choosePapers(wishes: Wishes, pool: Pool, sent: ReadonlySet<string>): Chosen[] {
  const lists: [string, string[]][] = [
    ...wishes.searches.map((search): [string, string[]] => [
      `search:${search}`,
      pool.bySearch.get(search) ?? [],
    ]),
    ...wishes.topics.map((topic): [string, string[]] => [
      `topic:${topic}`,
      pool.byTopic.get(topic) ?? [],
    ]),
    ...(wishes.trending ? [['trending', pool.trending] as [string, string[]]] : []),
  ]
  const chosen = new Map<string, Chosen>()
  for (const [reason, papers] of lists) {
    for (const paperId of papers) {
      if (chosen.size >= wishes.papersMax) break
      if (!sent.has(paperId) && !chosen.has(paperId)) chosen.set(paperId, { paperId, reason })
    }
  }
  return chosen.size < wishes.papersMin ? [] : [...chosen.values()]
}

/** `choosePapers`, done once for readers who want the same and were sent the same: most do. They share the list. */
export function chooser(
  pool: Pool,
): (wishes: Wishes, sent: ReadonlySet<string>) => readonly Chosen[] {
  const made = new Map<ReadonlySet<string>, Map<string, readonly Chosen[]>>()
  return (wishes, sent) => {
    const { trending, topics, searches, papersMax, papersMin } = wishes
    const wanted = JSON.stringify([trending, papersMax, papersMin, topics, searches])
    const lists = made.get(sent) ?? new Map<string, readonly Chosen[]>()
    made.set(sent, lists)
    const list = lists.get(wanted) ?? choosePapers(wishes, pool, sent)
    lists.set(wanted, list)
    return list
  }
}
