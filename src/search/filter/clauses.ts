import type { Clause, Condition } from '../query/query.ts'
import type { Segment } from '../segment/segment.ts'
import {
  add,
  addAll,
  addBelow,
  bitmap,
  keepCommon,
  removeAll,
  type Bitmap,
} from '../structures/bitmap.ts'
import { giveBack, lentBitmap } from '../structures/lent.ts'
import type { Column } from '../structures/column.ts'
import { size, termAt } from '../structures/vocabulary.ts'
import type { Deadline } from '../scoring/best-by-words.ts'
import { phraseOf } from '../query/conditions.ts'
import { documentsWithPhrase } from './phrases.ts'

const REMEMBERED = 64 // conditions per segment; the filters that links offer come again and again

const memory = new WeakMap<Segment, Map<string, Bitmap>>()

/** The documents that meet all clauses, a lent bitmap, or null when there are none to meet: everything is allowed. */
export function documentsMeeting(
  segment: Segment,
  clauses: Clause[],
  deadline: Deadline,
): { bits: Bitmap | null; complete: boolean } {
  let bits: Bitmap | null = null
  let complete = true
  for (const clause of clauses) {
    if (deadline.late()) {
      bits ??= lentBitmap(segment.documents)
      return { bits: bits.fill(0), complete: false } // better none than wrong ones
    }
    const met = lentBitmap(segment.documents)
    for (const condition of clause.anyOf) {
      const found = remembered(segment, condition, deadline)
      addAll(met, found.bits)
      complete &&= found.complete
    }
    bits ??= addBelow(lentBitmap(segment.documents), segment.documents)
    if (clause.not) removeAll(bits, met)
    else keepCommon(bits, met)
    giveBack(met)
  }
  return { bits, complete }
}

function remembered(segment: Segment, condition: Condition, deadline: Deadline) {
  let known = memory.get(segment)
  if (!known) memory.set(segment, (known = new Map()))
  const key = JSON.stringify(condition)
  const bits = known.get(key)
  if (bits) return { bits, complete: true }

  const found = documentsWith(segment, condition, deadline)
  if (found.complete) {
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value!)
    known.set(key, found.bits)
  }
  return found
}

/** The topic of whatever was read as a survey, whether or not its title says so. */
const SURVEYS = 'surveys'

const SURVEY_WORDS = ['survey', 'review', 'overview', 'tutorial']

function documentsWith(
  segment: Segment,
  condition: Condition,
  deadline: Deadline,
): { bits: Bitmap; complete: boolean } {
  switch (condition.kind) {
    case 'phrase':
      return documentsWithPhrase(segment, condition.phrase, deadline)
    case 'survey': {
      const found = SURVEY_WORDS.map((word) =>
        documentsWithPhrase(segment, phraseOf(word, 'title')!, deadline),
      )
      const bits = bitmap(segment.documents)
      for (const one of found) addAll(bits, one.bits)
      addAll(bits, withValue(segment, segment.topics, (value) => value === SURVEYS).bits)
      return { bits, complete: found.every(({ complete }) => complete) }
    }
    case 'year':
      return where(
        segment,
        (d) => segment.years[d]! >= condition.from && segment.years[d]! <= condition.to,
      )
    case 'day':
      return where(
        segment,
        (d) => segment.days[d]! >= condition.from && segment.days[d]! <= condition.to,
      )
    case 'has':
      return where(segment, (d) => (segment.traits[d]! & (1 << condition.trait)) !== 0)
    case 'category':
      return withValue(segment, segment.categories, (value) => isWithin(value, condition.value))
    case 'topic':
      return withValue(segment, segment.topics, (value) => value === condition.value)
    case 'source':
      return withValue(segment, segment.sources, (value) => value === condition.value)
    case 'venue':
      return withValue(segment, segment.venues, (value) => value.includes(condition.value))
  }
}

/** 'cs' takes in 'cs.cl', but not 'csx'. */
function isWithin(category: string, wanted: string): boolean {
  return category === wanted || category.startsWith(`${wanted}.`)
}

function where(segment: Segment, matches: (document: number) => boolean) {
  const bits = bitmap(segment.documents)
  for (let document = 0; document < segment.documents; document++) {
    if (matches(document)) add(bits, document)
  }
  return { bits, complete: true }
}

function withValue(segment: Segment, column: Column, matches: (lowerCase: string) => boolean) {
  const wanted = new Set<number>()
  for (let place = 0; place < size(column.values); place++) {
    if (matches(termAt(column.values, place).toLowerCase())) wanted.add(place)
  }
  const bits = bitmap(segment.documents)
  if (wanted.size > 0) {
    for (let document = 0; document < segment.documents; document++) {
      for (let i = column.starts[document]!; i < column.starts[document + 1]!; i++) {
        if (wanted.has(column.ids[i]!)) add(bits, document)
      }
    }
  }
  return { bits, complete: true }
}
