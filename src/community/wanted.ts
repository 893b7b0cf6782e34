import { attentionsOf, heat, hourOf, type HeatRule } from '../heat/heat.ts'
import { groupByWork, type Named } from '../papers/group.ts'
import { namesOf } from '../papers/twins.ts'
import { readRecord } from '../sources/read-record.ts'
import { SUBMISSION_SOURCE, type SubmittedDraft } from './submission.ts'

/** A submission that waits, as far as it takes to rank it. */
export interface Waiting {
  id: number
  personId: string | null // null: a former reader
  draft: Omit<SubmittedDraft, 'abstract'>
  submittedAt: Date
}

/** A paper that readers want: the submissions of it, the first sent first. */
export interface Wanted {
  ids: number[]
  heat: number | null // null: votes count for nothing by the settings
}

/**
 * What waits as papers, the hottest first. Each reader who sent a paper in is a vote for it, given when they first did,
 * and cools as votes do. Two submissions are of one paper when they would become one if both were accepted.
 */
export function rankWanted(waiting: Waiting[], rule: HeatRule): Wanted[] {
  const records = waiting.flatMap((one) => recordOf(one) ?? [])
  return groupByWork(records, () => null)
    .map((group) => wanted(group, rule))
    .toSorted((a, b) => (b.heat ?? -Infinity) - (a.heat ?? -Infinity) || a.ids[0]! - b.ids[0]!)
}

type Sent = Named & { waiting: Waiting }

function recordOf(waiting: Waiting): Sent | null {
  const raw = JSON.stringify(waiting.draft)
  const draft = readRecord(SUBMISSION_SOURCE, raw)
  const record = { source: SUBMISSION_SOURCE, externalId: String(waiting.id), raw }
  return draft && { ...record, draft, names: namesOf(draft), waiting }
}

function wanted(group: Sent[], rule: HeatRule): Wanted {
  const sent = group.map(({ waiting }) => waiting).toSorted((a, b) => a.id - b.id)
  const byReader = new Map(sent.toReversed().map((each) => [each.personId ?? each.id, each]))
  const votes = [...byReader.values()].map(({ submittedAt }) => ({
    kind: 'vote' as const,
    hour: hourOf(submittedAt),
    amount: 1,
  }))
  return { ids: sent.map(({ id }) => id), heat: heat(attentionsOf(votes, rule), null, rule) }
}
