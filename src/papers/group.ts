import type { Draft } from './paper.ts'
import type { SourceRecord } from './record.ts'
import { canBeTwins, nameOf, type Names, type PaperKey } from './twins.ts'

/** A record and its names. */
export type Named = SourceRecord & { names: Names }

/** One work, and the records and stored papers that turned out to be about it. */
export interface Work<Record extends Named> {
  paperIds: string[] // stored papers; more than one when a record shows that they are the same work
  ids: Draft['ids'] // all of them, from papers and records
  records: Record[]
}

/** What is stored under the names that a batch of records mentions. */
export interface Known {
  /** Whether exactly this record is stored already: `digest` is the MD5 of its raw text, in hexadecimal. */
  repeats(record: Pick<SourceRecord, 'source' | 'externalId'>, digest: string): boolean
  /** The paper that the record was about when it was last seen, or null. */
  paperOfRecord(record: SourceRecord): string | null
  /** The paper with this name, or null. */
  paperOfKey(key: PaperKey): string | null
  /** Whether this name was looked for and nothing stored has it. */
  isFree(key: PaperKey): boolean
  /** Whether it is known that no stored paper has this id. */
  isFreeId(id: string): boolean
  /** The papers with this title, whoever wrote them. */
  papersOfTitle(beginning: string): string[]
  idsOf(paperId: string): Draft['ids']
}

/** Sorts records into works, in their order, so that each work appears once. Reads nothing but its arguments. */
export function groupByWork<Record extends Named>(records: Record[], known: Known): Work<Record>[] {
  const groups = new Groups<Record>(known)
  for (const record of records) groups.add(record)
  return groups.works()
}

/** The works met so far, by every name they have. */
class Groups<Record extends Named> {
  readonly #known: Known
  readonly #ofPaper = new Map<string, Work<Record>>()
  readonly #ofKey = new Map<string, Work<Record>>()
  readonly #ofTitle = new Map<string, Set<Work<Record>>>()
  readonly #mergedInto = new Map<Work<Record>, Work<Record>>()
  readonly #all = new Set<Work<Record>>()

  constructor(known: Known) {
    this.#known = known
  }

  works(): Work<Record>[] {
    return [...this.#all].filter((work) => work.records.length > 0)
  }

  add(record: Record): void {
    const { draft } = record
    const work = this.#candidates(record).reduce<Work<Record>>(
      (one, other) => (canBeTwins(one.ids, other.ids, false) ? this.#merge(one, other) : one),
      { paperIds: [], ids: { ...draft.ids }, records: [record] },
    )
    this.#all.add(work)
    for (const key of record.names.own) {
      this.#ofKey.set(nameOf(key), work)
      if (key.kind === 'title') this.#rememberTitle(key.value, work)
    }
  }

  /** The works that the record may be about: by itself, by its ids, then by its title. */
  #candidates(record: Record): Work<Record>[] {
    const { draft, names } = record
    const found = new Set<Work<Record>>()
    const consider = (work: Work<Record> | null, metByTitle: boolean) => {
      if (work && canBeTwins(work.ids, draft.ids, metByTitle)) found.add(work)
    }

    consider(this.#workOfPaper(this.#known.paperOfRecord(record)), false)
    for (const key of names.sought) consider(this.#workOfKey(key), key.kind === 'title')
    if (names.anyAuthor) consider(this.#onlyWorkWithTitle(names.anyAuthor), true)
    return [...found]
  }

  #workOfPaper(paperId: string | null): Work<Record> | null {
    if (!paperId) return null
    const met = this.#ofPaper.get(paperId)
    if (met) return this.#current(met)

    const work: Work<Record> = {
      paperIds: [paperId],
      ids: { ...this.#known.idsOf(paperId) },
      records: [],
    }
    this.#ofPaper.set(paperId, work)
    return work
  }

  #workOfKey(key: PaperKey): Work<Record> | null {
    const met = this.#ofKey.get(nameOf(key))
    return met ? this.#current(met) : this.#workOfPaper(this.#known.paperOfKey(key))
  }

  /** A title alone identifies a work only while no other work has it. */
  #onlyWorkWithTitle(beginning: string): Work<Record> | null {
    const stored = this.#known.papersOfTitle(beginning).map((id) => this.#workOfPaper(id)!)
    const met = [...(this.#ofTitle.get(titleOf(beginning)) ?? [])].map((work) =>
      this.#current(work),
    )
    const works = new Set([...stored, ...met])
    return works.size === 1 ? [...works][0]! : null
  }

  #rememberTitle(value: string, work: Work<Record>): void {
    const works = this.#ofTitle.get(titleOf(value)) ?? new Set()
    this.#ofTitle.set(titleOf(value), works.add(work))
  }

  #merge(one: Work<Record>, other: Work<Record>): Work<Record> {
    if (one === other) return one
    this.#mergedInto.set(one, other)
    this.#all.delete(one)
    other.paperIds.push(...one.paperIds)
    Object.assign(other.ids, one.ids)
    other.records.push(...one.records)
    return other
  }

  #current(work: Work<Record>): Work<Record> {
    let current = work
    for (let next; (next = this.#mergedInto.get(current));) current = next
    return current
  }
}

/** The part of a title key that does not name the author. */
function titleOf(value: string): string {
  return value.slice(0, value.indexOf('|') + 1)
}
