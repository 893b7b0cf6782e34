import type { Draft } from './paper.ts'
import { recordName, type SourceRecord } from './record.ts'
import { factsOf, whyApart, type Facts, type Meeting } from './same-work.ts'
import { nameOf, type Names, type PaperKey } from './twins.ts'

/** A record and its names. */
export type Named = SourceRecord & { names: Names }

/** By which names records meet, the surest first. */
const MEETINGS: { by: Meeting; namesOf: (record: Named) => string[] }[] = [
  { by: 'id', namesOf: ({ names }) => keysOfKinds(names, ['arxiv']) },
  { by: 'id', namesOf: ({ names }) => keysOfKinds(names, ['acl', 'openreview', 'other', 'id']) },
  { by: 'title', namesOf: ({ names }) => listOf(names.title) },
  { by: 'doi', namesOf: ({ names }) => keysOfKinds(names, ['doi']) },
]

function listOf(name: string | null): string[] {
  return name === null ? [] : [name]
}

function keysOfKinds({ own }: Names, kinds: PaperKey['kind'][]): string[] {
  return own.filter(({ kind }) => kinds.includes(kind)).map(nameOf)
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
  const inOrder = records.toSorted(byName)
  const groups = newGroups(inOrder)
  const meetings = MEETINGS.map(({ by, namesOf }) => ({ by, met: meetingsOf(inOrder, namesOf) }))
  for (const { by, met } of meetings) for (const some of met) join(groups, groups.of(some), by)

  const known = meetings.flatMap(({ met }) => met.map(groups.of))
  const isKnownElsewhere = new Set(known.filter(({ length }) => length > 1).flat())
  for (const some of meetingsOf(inOrder, (record) => listOf(storedWith(record)))) {
    const stored = groups.of(some)
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

/** The records under each name that is under more than one, in the order of names. */
function meetingsOf<Record>(records: Record[], namesOf: (record: Record) => string[]): Record[][] {
  const named = new Map<string, Record[]>()
  for (const record of records) {
    for (const name of namesOf(record)) {
      const others = named.get(name)
      if (others) others.push(record)
      else named.set(name, [record])
    }
  }
  return [...named]
    .filter(([, some]) => some.length > 1)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, some]) => some)
}

/** Records in groups that grow. */
interface Groups<Record> {
  all(): Group<Record>[]
  /** The groups that these records are in, each once. */
  of: (records: Record[]) => Group<Record>[]
  unite(groups: Group<Record>[]): Group<Record>
}

function newGroups<Record extends Named>(records: Record[]): Groups<Record> {
  const groupOf = new Map<Record, Group<Record>>(
    records.map((record) => [record, { records: [record], facts: null }]),
  )
  const of = (some: Record[]) => [...new Set(some.map((record) => groupOf.get(record)!))]
  return {
    all: () => of(records),
    of,
    unite(groups) {
      const united = { records: groups.flatMap((group) => group.records), facts: null }
      for (const record of united.records) groupOf.set(record, united)
      return united
    },
  }
}
