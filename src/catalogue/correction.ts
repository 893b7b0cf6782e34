import { z } from 'zod'

const words = z.string().max(400)

/** What a person may say of a finding of each kind. What is left out stays as it was read; null takes it away. */
const CHANGES = {
  claim: z
    .strictObject({
      value: z.union([z.number(), z.tuple([z.number(), z.number()])]),
      modifier: z.enum(['at_least', 'more_than', 'at_most', 'less_than', 'approx']).nullable(),
      unit: words.min(1),
      metric: words,
      subject: words,
      comparator: words.min(1).nullable(),
      kind: z.enum(['speedup', 'cost', 'accuracy', 'scale', 'efficiency', 'other']),
    })
    .partial(),
  system: z
    .strictObject({
      name: words.min(1),
      aliases: z.array(words).max(10),
      type: z.enum(['system', 'model', 'dataset', 'benchmark', 'method', 'tool', 'environment']),
    })
    .partial(),
  artifact: z
    .strictObject({
      kind: z.enum(['code', 'model', 'dataset', 'collection', 'website', 'demo']),
      url: z.url({ protocol: /^https?$/ }).max(500),
    })
    .partial(),
  topic: z.strictObject({}),
  gist: z.strictObject({ gist: z.string().min(1).max(240) }),
  kind: z.strictObject({
    kind: z.enum([
      'method',
      'model',
      'system',
      'dataset',
      'benchmark',
      'study',
      'survey',
      'report',
    ]),
  }),
} as const

export type CorrectedKind = keyof typeof CHANGES
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type of Object.keys forgets which keys
export const CORRECTED_KINDS = Object.keys(CHANGES) as CorrectedKind[]

/**
 * What a person says a paper says. `quote` names the finding: the quote of a claim, the name of a system, the address
 * of an artifact, the topic; it is empty for gist and kind, of which a paper has one.
 */
export interface Correction {
  kind: CorrectedKind
  quote: string
  action: 'add' | 'change' | 'remove'
  value: Record<string, unknown> | null
}

/** The correction says what no finding can be. */
export class CorrectionError extends Error {
  override name = 'CorrectionError'
}

/** The same correction with its value checked. Throws CorrectionError, which says what is wrong. */
export function checkedCorrection(correction: Correction): Correction {
  const { kind, action, quote } = correction
  const single = kind === 'gist' || kind === 'kind'
  if (single && (action !== 'change' || quote !== '')) {
    throw new CorrectionError(`A paper has one ${kind}, which can be changed only`)
  }
  if (!single && quote === '') throw new CorrectionError('It names no finding')
  if (action === 'remove') return { ...correction, value: null }
  const result = CHANGES[kind].safeParse(correction.value ?? {})
  if (!result.success) throw new CorrectionError(z.prettifyError(result.error))
  return { ...correction, value: result.data }
}

/**
 * What to store when a person says this after what was said before. A finding keeps the name under which it is read,
 * whatever it is called since, and what was said of it earlier stands where it is not said anew.
 */
export function afterEarlier(next: Correction, earlier: Correction[]): Correction {
  const before = earlier.find(
    ({ kind, quote, value }) =>
      kind === next.kind && (quote === next.quote || nameIn(kind, value) === next.quote),
  )
  if (!before) return next
  const { quote } = before
  if (next.action !== 'change' || before.action === 'remove') return { ...next, quote }
  return { ...next, quote, action: before.action, value: { ...before.value, ...next.value } }
}

/** By what a corrected finding is called now; undefined when that did not change. */
function nameIn(kind: CorrectedKind, value: Correction['value']): unknown {
  if (kind === 'system') return value?.name
  return kind === 'artifact' ? value?.url : undefined
}
