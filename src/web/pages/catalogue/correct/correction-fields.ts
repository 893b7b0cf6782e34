import {
  CorrectionError,
  type CorrectedKind,
  type Correction,
} from '../../../../catalogue/correction.ts'
import type { PaperFindings } from '../../../../catalogue/paper-findings-store.ts'
import type { Paper } from '../../../../papers/paper.ts'
import { TOPICS } from '../../../../reading/topic-table.ts'

/** The fields that a form of corrections may hold, besides one for each topic. */
export const FIELDS = [
  'kind', 'quote', 'action',
  'value', 'low', 'modifier', 'unit', 'metric', 'subject', 'comparator', 'claim',
  'name', 'aliases', 'system', 'url', 'artifact', 'gist', 'paper',
] as const // prettier-ignore

/** What a form holds, '' for what it does not. */
export type Sent = Record<(typeof FIELDS)[number], string>

/** The field of a topic's box: 'on' when it is ticked. */
export const topicField = (topic: string) => `topic-${topic}`
export const TOPIC_FIELDS = Object.keys(TOPICS).map(topicField)

type Value = Record<string, unknown>

/**
 * What a curator's form says of a finding, set against what is shown of it: only what is different. Throws
 * CorrectionError, in words for the curator, when nothing is, or when the paper does not hold what is to be added.
 */
export function correctionOf(
  kind: CorrectedKind,
  sent: Sent,
  { title, abstract }: Pick<Paper, 'title' | 'abstract'>,
  shown: PaperFindings,
): Correction {
  const { action } = sent
  const quote = sent.quote.trim()
  if (action === 'remove') return { kind, quote, action, value: null }
  const value = VALUES[kind](sent)
  if (action === 'add') {
    const text = kind === 'claim' ? abstract : `${title}\n${abstract}`
    if (kind !== 'artifact' && !text.includes(quote)) throw new CorrectionError(NOT_THERE)
    return { kind, quote, action, value }
  }
  const before = shownValue(kind, quote, shown)
  if (!before) throw new CorrectionError('The paper is no longer read so.')
  const changed = Object.entries(value).filter(([part, is]) => !isSame(is, before[part]))
  if (changed.length === 0) throw new CorrectionError(NOT_DIFFERENT)
  return { kind, quote, action: 'change', value: Object.fromEntries(changed) }
}

const NOT_THERE = 'These words do not stand in the abstract as its source wrote it.'
const NOT_DIFFERENT = 'Nothing is different from what is shown.'

/** The topics that were ticked, set against those that are shown. */
export function topicCorrections(
  ticked: Record<string, string>,
  shown: PaperFindings,
): Correction[] {
  const corrections = Object.keys(TOPICS).flatMap((topic): Correction[] => {
    const [is, was] = [ticked[topicField(topic)] !== '', shown.topics.includes(topic)]
    if (is === was) return []
    return [{ kind: 'topic', quote: topic, ...(is ? { action: 'add', value: {} } : { action: 'remove', value: null }) }] // prettier-ignore
  })
  if (corrections.length === 0) throw new CorrectionError(NOT_DIFFERENT)
  return corrections
}

const VALUES: Record<CorrectedKind, (sent: Sent) => Value> = {
  claim: (sent) => ({
    value: sent.low.trim() === '' ? number(sent.value) : [number(sent.low), number(sent.value)],
    modifier: sent.modifier || null,
    unit: sent.unit.trim(),
    metric: sent.metric.trim(),
    subject: sent.subject.trim(),
    comparator: sent.comparator.trim() || null,
    kind: sent.claim,
  }),
  system: ({ name, aliases, system }) => ({
    name: name.trim(),
    aliases: aliases.split(';').map((alias) => alias.trim()).filter((alias) => alias !== ''), // prettier-ignore
    type: system,
  }),
  artifact: ({ url, quote, artifact }) => ({ url: (url || quote).trim(), kind: artifact }),
  topic: () => ({}),
  gist: ({ gist }) => ({ gist: gist.trim() }),
  kind: ({ paper }) => ({ kind: paper }),
}

/** '7000000000' and '7e9', with or without commas. */
function number(text: string): number {
  const value = Number(text.replaceAll(',', '').trim() || Number.NaN)
  if (!Number.isFinite(value)) throw new CorrectionError('A value is a number, like 81.7 or 7e9.')
  return value
}

/** The parts of a finding under the names that a correction gives them. Null when it is not shown. */
function shownValue(kind: CorrectedKind, quote: string, shown: PaperFindings): Value | null {
  switch (kind) {
    case 'claim': {
      const claim = shown.claims.find((each) => each.quote === quote)
      return claim ? { ...claim, value: claim.low === null ? claim.value : [claim.low, claim.value] } : null // prettier-ignore
    }
    case 'system':
      return asValue(shown.systems.find(({ name }) => name === quote))
    case 'artifact':
      return asValue(shown.artifacts.find(({ url }) => url === quote))
    default:
      return { ...shown }
  }
}

const asValue = (finding: object | undefined): Value | null => (finding ? { ...finding } : null)

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
