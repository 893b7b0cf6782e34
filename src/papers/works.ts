import { groupByWork, type Named } from './group.ts'
import { recordName } from './record.ts'
import { idOfKey, nameOf, type PaperKey } from './twins.ts'

/** A record that is stored, and the paper that it was about when it was. */
export type Stored = Named & { paperId: string }

/** One work, the stored papers that it takes the place of, and everything that sources said about it. */
export interface Work<Fresh extends Named = Named> {
  paperIds: string[] // more than one when it shows that they are the same work
  fresh: Fresh[]
  kept: Stored[] // stored records that nothing fresh replaces
  isLeft: boolean // whether a stored record is no longer about it
  isShared: (key: PaperKey) => boolean // whether another work has this name too
}

/**
 * Sorts what is new and what is stored into works, those with something new first, in its order. A record takes the
 * place of the stored one with its name. `papers` are the stored papers; a record of any other is one that came before its paper.
 */
export function worksOf<Fresh extends Named>(
  fresh: Fresh[],
  stored: Map<string, Stored>,
  papers: Pick<Set<string>, 'has'>,
): Work<Fresh>[] {
  const freshOnes = new Map(fresh.map((record) => [recordName(record), record]))
  const kept = [...stored].flatMap(([name, record]) => (freshOnes.has(name) ? [] : [record]))
  const paperOf = (record: Named) => stored.get(recordName(record))?.paperId ?? null

  const groups = groupByWork<Named>([...freshOnes.values(), ...kept], paperOf)
  const shared = sharedNames(groups)
  const isShared = (key: PaperKey) => shared.has(nameOf(key))
  const isKept = (name: string) => !freshOnes.has(name)
  const heirs = heirsOf(groups, { paperOf, isShared, isKept })
  const papersOf = Map.groupBy(heirs.keys(), (paper) => heirs.get(paper)!)
  const were = Map.groupBy(stored.values(), ({ paperId }) => paperId)
  const works = groups.map((records) => {
    const paperIds = (papersOf.get(records) ?? []).filter((paper) => papers.has(paper)).toSorted()
    const here = new Set(records.map(recordName))
    return {
      paperIds,
      fresh: [...here].flatMap((name) => freshOnes.get(name) ?? []),
      kept: [...here].flatMap((name) => (isKept(name) ? (stored.get(name) ?? []) : [])),
      isLeft: paperIds.some((id) => were.get(id)?.some((record) => !here.has(recordName(record)))),
      isShared,
    }
  })
  return inOrderOf([...freshOnes.values()], works)
}

function inOrderOf<Fresh extends Named>(fresh: Fresh[], works: Work<Fresh>[]): Work<Fresh>[] {
  const workOf = new Map(works.flatMap((work) => work.fresh.map((record) => [record, work])))
  return [...new Set([...fresh.map((record) => workOf.get(record)!), ...works])]
}

/** The names, but for titles, that more than one group has. */
function sharedNames(groups: Named[][]): Set<string> {
  const owners = new Map<string, Named[]>()
  const shared = new Set<string>()
  for (const group of groups) {
    for (const key of group.flatMap(({ names }) => names.own)) {
      const name = nameOf(key)
      const owner = owners.get(name)
      if (owner === undefined) owners.set(name, group)
      else if (owner !== group && key.kind !== 'title') shared.add(name)
    }
  }
  return shared
}

interface Inheritance {
  paperOf: (record: Named) => string | null
  isShared: (key: PaperKey) => boolean
  isKept: (recordName: string) => boolean
}

/**
 * Which group each stored paper goes on as: the one that has the paper's id for a name of its own, else the one with
 * most of the records that are still as they were, else the one to which its records went.
 */
function heirsOf(
  groups: Named[][],
  { paperOf, isShared, isKept }: Inheritance,
): Map<string, Named[]> {
  const claims = new Map<string, Map<Named[], number>>()
  for (const group of groups) {
    for (const [paper, records] of Map.groupBy(group, paperOf)) {
      if (paper === null) continue
      const isNamedSo = group.some(({ names }) =>
        names.own.some((key) => idOfKey(key) === paper && !isShared(key)),
      )
      const kept = records.filter((record) => isKept(recordName(record))).length
      const ofPaper = claims.get(paper) ?? new Map<Named[], number>()
      claims.set(paper, ofPaper.set(group, isNamedSo ? Infinity : kept))
    }
  }
  return new Map(claims.entries().map(([paper, ofPaper]) => [paper, highest(ofPaper)]))
}

/** The first of those with the highest claim. */
function highest(claims: Map<Named[], number>): Named[] {
  return [...claims].reduce((a, b) => (b[1] > a[1] ? b : a))[0]
}
