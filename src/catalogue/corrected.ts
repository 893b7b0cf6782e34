import { renderFragment } from '../papers/text.ts'
import type { Artifact, Claim, Reading, Span, System } from '../reading/finding.ts'
import type { CorrectedKind, Correction } from './correction.ts'

interface Read {
  title: string
  abstract: string
}

/**
 * A reading as people have corrected it. What a person said is certain. A correction whose quote the text no longer
 * holds changes nothing, and is there again when the text is.
 */
export function corrected(reading: Reading, text: Read, corrections: Correction[]): Reading {
  let read = reading
  for (const correction of corrections) {
    read = Object.assign({}, read, BY_KIND[correction.kind](read, correction, text))
  }
  return read
}

const BY_KIND: Record<
  CorrectedKind,
  (reading: Reading, correction: Correction, text: Read) => Partial<Reading>
> = {
  gist: (_, { value }) => ({ ...value }),
  kind: (_, { value }) => ({ ...value }),
  topic: ({ topics }, correction) => ({
    topics: revised(topics, 'topic', correction, {
      topic: correction.quote,
      confidence: 1,
      why: 'a person',
    }),
  }),
  artifact: ({ artifacts }, correction, text) => ({
    artifacts: revised(artifacts, 'url', correction, addedArtifact(correction.quote, text)),
  }),
  system: ({ systems }, correction, text) => ({
    systems: revised(
      systems,
      'name',
      correction,
      addedSystem(correction.quote, text),
      `${text.title} ${text.abstract}`,
    ),
  }),
  claim: ({ claims }, correction, text) => ({
    claims: revised(claims, 'quote', correction, addedClaim(correction.quote, text)).toSorted(
      (a, b) => a.span[0] - b.span[0],
    ),
  }),
}

/** An address need not stand in the abstract: authors put it where only a person finds it. */
function addedArtifact(url: string, { abstract }: Read): Artifact {
  return { url, kind: 'website', span: spanOf(abstract, url) ?? [0, 0] }
}

function addedSystem(name: string, { title, abstract }: Read): System | null {
  const inAbstract = spanOf(abstract, name)
  const span = inAbstract ?? spanOf(title, name)
  return span && { name, aliases: [], type: 'system', confidence: 1, span, inTitle: !inAbstract }
}

function addedClaim(quote: string, { abstract }: Read): Claim | null {
  const span = spanOf(abstract, quote)
  return (
    span && {
      value: 0,
      unit: 'score',
      metric: '',
      subject: '',
      kind: 'other',
      quote,
      confidence: 1,
      span,
    }
  )
}

function spanOf(text: string, quote: string): Span | null {
  const start = text.indexOf(quote)
  return start < 0 ? null : [start, start + quote.length]
}

/**
 * `added` is what an added finding starts from; null when the text has no place for it. People know a name as it is
 * displayed: 'M³-20M' for a name that the `whole` text writes in TeX.
 */
function revised<Key extends string, Finding extends Record<Key, string>>(
  findings: Finding[],
  key: Key,
  { quote, action, value }: Correction,
  added: Finding | null,
  whole = '',
): Finding[] {
  const isMeant = (finding: Finding) =>
    finding[key] === quote || (key === 'name' && renderFragment(finding[key], whole) === quote)
  if (action === 'remove') return findings.filter((finding) => !isMeant(finding))
  if (!findings.some(isMeant)) {
    return action === 'add' && added ? [...findings, { ...added, ...value }] : findings
  }
  return findings.map((finding) =>
    isMeant(finding)
      ? { ...finding, ...value, ...('confidence' in finding && { confidence: 1 }) }
      : finding,
  )
}
