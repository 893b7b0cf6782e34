import type { Draft } from './paper.ts'
import { recordName, type SourceRecord } from './record.ts'
import { factsOf, whyApart, type Facts, type Meeting } from './same-work.ts'
import { nameOf, type Names, type PaperKey } from './twins.ts'

/** A record and its names. */
export type Named = SourceRecord & { names: Names }

/** By which names records meet, the surest first. */
const MEETINGS: { by: Meeting; namesOf: (record: Named) => string[] }[] = [
  { by: 'id', namesOf: (record) => keysOfKinds(record, ['arxiv']) },
  { by: 'id', namesOf: (record) => keysOfKinds(record, ['acl', 'openreview', 'other', 'id']) },
  { by: 'title', namesOf: ({ names }) => (names.title ? [names.title] : []) },
  { by: 'doi', namesOf: (record) => keysOfKinds(record, ['doi']) },
]

function keysOfKinds({ names }: Named, kinds: PaperKey['kind'][]): string[] {
  return names.own.filter(({ kind }) => kinds.includes(kind)).map(nameOf)
}

/**
 * Sorts records into works. The result does not depend on their order, and a record that could be about either of two
 * works stands by itself, so that it never makes one of them.
 *
 * A record that shares no name with any other stays with those it was stored with: a source may correct a title, and
 * what was known under the old one belongs to the paper still. `storedWith` names the paper, null for none.
 */
export function groupByWork<Record extends Named>(
  records: Record[],
  storedWith: (record: Record) => string | null,
): Record[][] {
  const groups = newGroups(records.toSorted(byName))
  for (const { by, namesOf } of MEETINGS) {
    for (const met of groups.meetings(namesOf)) join(groups, met, by)
  }
  const isKnownElsewhere = groups.sharingNames()
  for (const stored of groups.meetings((record) => storedWith(record) ?? [])) {
    const lonely = stored.filter((group) => !isKnownElsewhere.has(group))
    joinLonely(groups, stored.find((group) => isKnownElsewhere.has(group)) ?? stored[0]!, lonely)
  }
  return groups.all().map((group) => group.records)
}

function byName(a: Named, b: Named): number {
  const [one, other] = [recordName(a), recordName(b)]
  return one < other ? -1 : one > other ? 1 : 0
}

/** More works with one name than one are as good as many: beyond this, they are not compared. */
const COMPARED_MAX = 50

/** Of groups that met, those become one that are at odds with the same others: with none, as a rule. */
function join<Record extends Named>(
  groups: Groups<Record>,
  met: Group<Record>[],
  by: Meeting,
): void {
  if (met.length > COMPARED_MAX) return
  const agreeing = Map.groupBy(met, (one) =>
    met
      .map((other) => (one === other ? null : whyApart(factsIn(one), factsIn(other), by)) && 'x')
      .join(),
  )
  for (const same of agreeing.values()) if (same.length > 1) groups.unite(same)
}

function joinLonely<Record extends Named>(
  groups: Groups<Record>,
  first: Group<Record>,
  lonely: Group<Record>[],
): void {
  let target = first
  for (const group of lonely) {
    if (group === first || whyApart(factsIn(group), factsIn(target), 'id')) continue
    target = groups.unite([target, group])
  }
}

interface Group<Record> {
  records: Record[]
  facts: Facts | null // not worked out yet: most records meet nobody
}

function factsIn(group: Group<Named>): Facts {
  return (group.facts ??= factsOf(group.records.map(({ draft }): Draft => draft)))
}

/** Records in groups that grow. */
interface Groups<Record> {
  all(): Group<Record>[]
  /** The groups under each name that is under more than one, in the order of names. */
  meetings(namesOf: (record: Record) => string | string[]): Generator<Group<Record>[]>
  /** The groups with a name that another one has too. */
  sharingNames(): Set<Group<Record>>
  unite(groups: Group<Record>[]): Group<Record>
}

function newGroups<Record extends Named>(records: Record[]): Groups<Record> {
  const groupOf = new Map<Record, Group<Record>>(
    records.map((record) => [record, { records: [record], facts: null }]),
  )
  const groupsOf = (some: Record[]) => [...new Set(some.map((record) => groupOf.get(record)!))]

  function* meetings(namesOf: (record: Record) => string | string[]) {
    const named = new Map<string, Record[]>()
    for (const record of records) {
      for (const name of [namesOf(record)].flat()) {
        const others = named.get(name)
        if (others) others.push(record)
        else named.set(name, [record])
      }
    }
    const shared = [...named].filter(([, some]) => some.length > 1)
    for (const [, some] of shared.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const groups = groupsOf(some)
      if (groups.length > 1) yield groups
    }
  }

  return {
    all: () => groupsOf(records),
    meetings,
    sharingNames() {
      return new Set(MEETINGS.flatMap(({ namesOf }) => [...meetings(namesOf)].flat()))
    },
    unite(groups) {
      const united = { records: groups.flatMap((group) => group.records), facts: null }
      for (const record of united.records) groupOf.set(record, united)
      return united
    },
  }
}
